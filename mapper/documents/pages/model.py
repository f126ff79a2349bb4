"""What the template of each paper is told: frozen pages of names. A paper cannot leak what stands on no page of it.

Names are those that an office writes in a template: `{{ office_phone }}`, `{% for step in steps %}`. Text is plain
text or a text in several languages; an `answer` is whole blocks and stands on a line of its own. Conditions are yes or
no.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mapper.documents.blocks import Blocks, Figure
from mapper.language.text import Text


@dataclass(frozen=True, slots=True)
class Speech:
    """What one voice answered, by whose hand, and the comment beside it. At most one of each group is true.

    `then` is the answer in the words that it was given in, `question_then` the question as it read, where these are
    others now.
    """

    answer: Blocks
    comment: str
    by_participant: bool
    by_caseworker: bool
    by_both: bool
    hand_caseworker: bool
    hand_interpreter: bool
    then: str = ""
    question_then: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with everything that was said to it, and how the participant sees what the caseworker added.

    Of words that the caseworker added to the picture, `question` is the life area. `asked_again`: the question was
    another then, and is asked anew.
    """

    question: Text
    said: tuple[Speech, ...]
    recognised: bool
    recognised_partly: bool
    not_recognised: bool
    left_standing: bool
    view_words: str
    held_back: bool
    asked_again: bool


@dataclass(frozen=True, slots=True)
class PartOnPaper:
    """One part of the talk."""

    title: Text
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class ComparedOnPaper:
    """A number that is asked in rounds, with the days on which it was said; blank where nobody said it then.

    The ends are those of a scale, blank for any other number.
    """

    question: Text
    low_end: str
    low: Text | str
    high_end: str
    high: Text | str
    start: str
    start_on: date | None
    last: str
    last_on: date | None
    now: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the draft plan, as a participant and a caseworker read it.

    `who` is the responsible party in words, `others` who is with them. Texts that nobody wrote are empty; days that
    nobody set are false, so a template asks before it prints them.
    """

    title: str
    who: str
    others: str
    by_participant: bool
    by_nav: bool
    nav_decides: bool
    start: date | None
    due: date | None
    review_on: date | None
    nav_answers_by: date | None
    reason: str
    purpose: str
    description: str
    support: str
    partner: str
    words: str
    changed: bool
    stale: bool
    held_back: bool
    target: str
    in_activity_plan: bool
    kind: Text | str
    boxes: Blocks
    missing: str


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """When, how and where the two meet next; texts that nobody wrote are empty."""

    day: date
    clock: str
    channel: str
    place: str


@dataclass(frozen=True, slots=True)
class Need:
    """A need that no step answers."""

    title: Text
    urgent: bool
    held_back: bool


@dataclass(frozen=True, slots=True)
class IdeaOnPaper:
    """A suggestion that is not a step: put off, not decided, or not chosen."""

    title: Text
    because: tuple[Text, ...]
    later: bool
    words: str
    held_back: bool


@dataclass(frozen=True, slots=True)
class Assessment:
    """The caseworker's written view, and the participant's view of it."""

    words: str
    recognised: bool
    recognised_partly: bool
    not_recognised: bool
    left_standing: bool
    view_words: str


@dataclass(frozen=True, slots=True)
class ContactOnPaper:
    """Somebody at the office whom people can call; `what` for may be empty."""

    name: str
    what: Text | str
    phone: str


@dataclass(frozen=True, slots=True)
class Common:
    """What every page has: names, days and the office's own words."""

    name: str
    today: date
    practice: bool
    office_name: str
    office_phone: str
    who_can_read: Text | str
    kept: Text | str
    contacts: tuple[ContactOnPaper, ...]
    next_meeting: NextMeeting | None


@dataclass(frozen=True, slots=True)
class MaySpeak:
    """One recipient whom Nav may speak to, until a day, and about what: titles of what may be told."""

    recipient: str
    until: date
    topics: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class SummaryPage(Common):
    """The participant's own paper. It is `crowded` where what stands first has no room on one sheet."""

    large: bool
    crowded: bool
    meeting_code: Figure | None
    goal: tuple[Answered, ...]
    first_steps: tuple[Step, ...]
    nav_steps: tuple[Step, ...]
    steps: tuple[Step, ...]
    matters: tuple[Answered, ...]
    strengths: tuple[Answered, ...]
    picture: tuple[Figure, ...]
    picture_words: tuple[Answered, ...]
    compared: tuple[ComparedOnPaper, ...]
    parts: tuple[PartOnPaper, ...]
    no_longer_asked: tuple[PartOnPaper, ...]
    not_taken_up: tuple[Text, ...]
    unmet: tuple[Need, ...]
    ideas: tuple[IdeaOnPaper, ...]
    refused: tuple[IdeaOnPaper, ...]
    assessment: Assessment | None
    consents: tuple[MaySpeak, ...]


@dataclass(frozen=True, slots=True)
class DraftPage(Common):
    """The draft of the activity plan. `other_steps` are not for Nav's activity plan."""

    goal: tuple[Answered, ...]
    steps: tuple[Step, ...]
    plan_steps: tuple[Step, ...]
    other_steps: tuple[Step, ...]
    timeline: tuple[Figure, ...]
    ideas: tuple[IdeaOnPaper, ...]
    refused: tuple[IdeaOnPaper, ...]
    unmet: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One answer on one line, for text that is copied. `credit` says how the participant sees what was added."""

    question: Text
    words: str
    by_caseworker: bool
    by_both: bool
    credit: str


@dataclass(frozen=True, slots=True)
class Copied:
    """What ready-to-copy texts are made of: only what may stand on the participant's paper too."""

    present: str
    goal: tuple[Line, ...]
    own_words: tuple[Line, ...]
    possibilities: tuple[Line, ...]
    work_goal: tuple[Line, ...]
    need_work: tuple[Line, ...]
    need_social: tuple[Line, ...]
    need_shared: tuple[Line, ...]
    ability: tuple[Line, ...]
    family: tuple[Line, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that was done, on a day."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class BasisPage(Common):
    """The caseworker's basis, in the order of the written assessment (a–e)."""

    only_work: bool
    only_social: bool
    meeting: tuple[PartOnPaper, ...]
    own_words: tuple[Answered, ...]
    possibilities: tuple[PartOnPaper, ...]
    work_goal: tuple[PartOnPaper, ...]
    need_work: tuple[PartOnPaper, ...]
    need_social: tuple[PartOnPaper, ...]
    need_shared: tuple[PartOnPaper, ...]
    ability: tuple[PartOnPaper, ...]
    family: tuple[PartOnPaper, ...]
    picture: tuple[Figure, ...]
    picture_words: tuple[Answered, ...]
    compared: tuple[ComparedOnPaper, ...]
    steps: tuple[Step, ...]
    ideas: tuple[IdeaOnPaper, ...]
    refused: tuple[IdeaOnPaper, ...]
    unmet: tuple[Need, ...]
    assessment: Assessment | None
    sources: tuple[date, ...]
    not_taken_up: tuple[Text, ...]
    no_longer_asked: tuple[PartOnPaper, ...]
    consents: tuple[MaySpeak, ...]
    history: tuple[HistoryLine, ...]
    copied: Copied


@dataclass(frozen=True, slots=True)
class Fact:
    """One band or code, or several with commas between, in the words of the list that lets them stand."""

    label: Text
    words: str


@dataclass(frozen=True, slots=True)
class ReflectionPage:
    """The anonymised note for a circle of colleagues. It has no names, no days and no office to print."""

    practice: bool
    month: str
    facts: tuple[Fact, ...]
    unmet: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class PassageOnPaper:
    """One thing that may be told, in the words that the participant said yes to. Conditions say what became of it."""

    title: Text
    words: Text
    changed: bool
    gone: bool
    deleted: bool


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a paper about one consent is told. Where nobody is `chosen`, all that follows is blank or no.

    `name` is there only where it may be told; `given` and `until` are its first and last day.
    """

    today: date
    practice: bool
    office_name: str
    office_phone: str
    chosen: bool
    recipient: str
    name: Text | str
    why: Text | str
    given: date
    until: date
    both_ways: bool


@dataclass(frozen=True, slots=True)
class ConsentPage(Sharing):
    """The participant's consent to telling one recipient, to read and sign."""

    passages: tuple[PassageOnPaper, ...]
    withdrawn: date | None
    expired: bool
    replaced: bool


@dataclass(frozen=True, slots=True)
class PartnerPage(Sharing):
    """What one recipient gets: exactly the words that the participant said yes to."""

    passages: tuple[PassageOnPaper, ...]
    steps: tuple[PassageOnPaper, ...]


@dataclass(frozen=True, slots=True)
class WorkplacePage(Sharing):
    """What an employer gets: what helps at work, what else is good to know, and the days that they follow up."""

    helps: tuple[PassageOnPaper, ...]
    know: tuple[PassageOnPaper, ...]
    days: tuple[PassageOnPaper, ...]
