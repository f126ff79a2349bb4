"""What may be told to whom: only what the participant chose, word for word, until a day or until they take it back."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from mapper.interview.consent_model import Consent, Passage, Recipient
from mapper.interview.events import Blanked
from mapper.interview.model import NotUnderstood
from mapper.interview.record import Record
from mapper.meeting.meeting import Meeting
from tests.interview.talk import TALK
from tests.interview.test_redacted import held
from tests.interview.test_versions import window
from tests.table import sit_down, sit_down_again, small

GP = Recipient("gp", "", "")
FRIEND = Recipient("", "Ola Eksempel", "")
RULES = """
activities:
  - id: visit
    when: {work.wish: {answered: yes}}
    suggest: {en: Visit a workplace}
    because: {en: There is a wish.}
    responsible: participant
    within: 30 days
    target: social
"""


@pytest.fixture
def meeting() -> Meeting:
    meeting = sit_down(small(TALK + RULES), language="en")
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.say("work.strengths", "participant", "Calm")
    meeting.say("work.strengths", "caseworker", "Kind")
    return meeting


def passages(meeting: Meeting, *topics: str) -> list[Passage]:
    found = {topic.passage.topic: topic.passage for topic in meeting.shareable()}
    return [found[topic] for topic in topics]


def agree(meeting: Meeting, *topics: str, to: Recipient = GP, until: str = "") -> Consent:
    """Say yes to telling somebody about these topics; give the consent."""
    meeting.consent(to, passages(meeting, *topics), why="To find a job that fits", until=until)
    return meeting.whole_consents()[0]


def told(consent: Consent) -> list[str]:
    return [passage.topic for passage in consent.told]


def states(consent: Consent) -> list[str]:
    return [shared.state for shared in consent.topics]


def current(meeting: Meeting) -> Consent:
    return meeting.whole_consents()[0]


# --- a yes


def test_it_covers_what_was_chosen_and_nothing_else(meeting: Meeting) -> None:
    assert meeting.whole_consents() == ()
    consent = agree(meeting, "work.wish")
    assert (consent.state, consent.recipient.shown, consent.both_ways) == ("holds", "The regular GP", False)
    assert consent.told == (Passage("work.wish", "What work?", "Carpenter", ("work.wish",), ("shared",)),)
    assert consent.until.isoformat() == "2026-09-02"


def test_what_is_told_is_word_for_word_what_was_shown(meeting: Meeting) -> None:
    meeting.view("work.strengths", "partly", "Not always")
    shown = passages(meeting, "work.strengths")[0]
    assert shown.words.splitlines() == [
        "Calm",
        "The caseworker wrote: Kind",
        "Recognises some of what the caseworker wrote.",
        "Own words about it: Not always",
    ]
    assert agree(meeting, "work.strengths").told == (shown,)


def test_a_step_is_told_without_its_reason_and_the_words_beside_it(meeting: Meeting) -> None:
    meeting.decide("visit", "try", "I am afraid of it")
    step = passages(meeting, "activity:visit")[0]
    assert (step.title, step.about, step.areas) == ("Visit a workplace", ("work.wish",), ("social", "shared"))
    assert "wish" not in step.words
    assert "afraid" not in step.words


def test_nothing_said_is_nothing_to_tell() -> None:
    assert sit_down(small(TALK)).shareable() == ()


@pytest.mark.parametrize(
    ("until", "code"),
    [("1.3.2026", "consent_over"), ("3.3.2027", "consent_too_long"), ("soon", "not_a_date")],
)
def test_a_day_that_cannot_be_is_refused(meeting: Meeting, until: str, code: str) -> None:
    with pytest.raises(NotUnderstood, match=code):
        agree(meeting, "work.wish", until=until)
    assert meeting.whole_consents() == ()


def test_a_yes_to_nothing_for_no_reason_or_to_nobody_is_none(meeting: Meeting) -> None:
    with pytest.raises(NotUnderstood, match="consent_empty"):
        meeting.consent(GP, [], why="Work")
    with pytest.raises(NotUnderstood, match="consent_why"):
        meeting.consent(GP, passages(meeting, "work.wish"), why=" ")
    with pytest.raises(NotUnderstood, match="empty"):
        agree(meeting, "work.wish", to=Recipient("", " ", ""))
    with pytest.raises(NotUnderstood, match="not_an_option"):
        agree(meeting, "work.wish", to=Recipient("nobody", "", ""))


def test_a_text_that_was_not_shown_is_not_said_yes_to(meeting: Meeting) -> None:
    shown = passages(meeting, "work.wish")
    window(meeting).say("work.wish", "participant", "Painter")
    with pytest.raises(NotUnderstood, match="consent_changed"):
        meeting.consent(GP, shown, why="Work")
    assert meeting.whole_consents() == ()


# --- until when


def test_it_holds_through_its_last_day(meeting: Meeting) -> None:
    agree(meeting, "work.wish", until="9.3.2026")
    assert current(sit_down_again(meeting, days=7)).state == "holds"
    later = current(sit_down_again(meeting, days=8))
    assert (later.state, later.told) == ("expired", ())


def test_another_consent_with_the_same_recipient_takes_over(meeting: Meeting) -> None:
    agree(meeting, "work.wish")
    agree(meeting, "work.strengths")
    agree(meeting, "work.wish", to=FRIEND)
    assert [(each.recipient.shown, each.state) for each in meeting.whole_consents()] == [
        ("Ola Eksempel", "holds"),
        ("The regular GP", "holds"),
        ("The regular GP", "replaced"),
    ]


def test_withdrawn_is_withdrawn_at_once_and_for_good(meeting: Meeting) -> None:
    consent = agree(meeting, "work.wish")
    change = meeting.withdraw(consent.id)
    assert (current(meeting).state, current(meeting).withdrawn, current(meeting).told) == ("withdrawn", change.at, ())
    assert meeting.withdraw(consent.id).seq == change.seq
    with pytest.raises(NotUnderstood, match="no_such_consent"):
        meeting.withdraw("another")
    assert current(sit_down_again(meeting, days=7)).state == "withdrawn"


def test_what_another_window_withdrew_is_withdrawn_here(meeting: Meeting) -> None:
    consent = agree(meeting, "work.wish")
    window(meeting).withdraw(consent.id)
    meeting.refresh()
    assert current(meeting).state == "withdrawn"


def test_undo_and_redo_do_not_reach_it(meeting: Meeting) -> None:
    consent = agree(meeting, "work.wish")
    meeting.undo()
    assert current(meeting).state == "holds"
    meeting.withdraw(consent.id)
    meeting.redo()
    meeting.undo()
    assert current(meeting).state == "withdrawn"


def test_a_yes_and_a_withdrawal_void_that_it_was_read_together(meeting: Meeting) -> None:
    meeting.read_together("participant")
    consent = agree(meeting, "work.wish")
    assert meeting.record.read_together("participant") is None
    meeting.read_together("participant")
    meeting.withdraw(consent.id)
    assert meeting.record.read_together("participant") is None


# --- what changes afterwards


def test_a_changed_answer_is_not_told_until_it_is_asked_again(meeting: Meeting) -> None:
    agree(meeting, "work.wish", "work.strengths")
    meeting.say("work.wish", "participant", "Painter")
    assert (states(current(meeting)), told(current(meeting))) == (["changed", "stands"], ["work.strengths"])
    assert [passage.words for passage in current(meeting).to_ask_again] == ["Carpenter"]
    assert told(agree(meeting, "work.wish", "work.strengths")) == ["work.wish", "work.strengths"]


def test_the_same_words_again_are_the_same(meeting: Meeting) -> None:
    agree(meeting, "work.wish")
    meeting.say("work.wish", "participant", "Painter")
    meeting.say("work.wish", "participant", "Carpenter")
    assert told(current(meeting)) == ["work.wish"]


def test_a_new_view_of_what_the_caseworker_wrote_changes_what_is_told(meeting: Meeting) -> None:
    agree(meeting, "work.strengths")
    meeting.view("work.strengths", "no")
    assert states(current(meeting)) == ["changed"]


@pytest.mark.parametrize("gone", ["taken back", "hidden", "won't say"])
def test_what_stands_no_more_is_not_told(meeting: Meeting, gone: str) -> None:
    meeting.say("home.status", "participant", "YES")
    meeting.say("home.change", "participant", "A bigger flat")
    agree(meeting, "home.change")
    if gone == "taken back":
        meeting.take_back("home.change", "participant")
    elif gone == "hidden":
        meeting.say("home.status", "participant", "NO")
    else:
        meeting.pass_over("home.change", "participant", "declined")
    assert (states(current(meeting)), current(meeting).told) == (["gone"], ())


def test_an_answer_deleted_for_good_is_deleted_in_the_consent_too(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Plantet hemmelighet")
    meeting.decide("visit", "try")
    agree(meeting, "work.wish", "work.strengths", "activity:visit")
    other = window(meeting)
    meeting.redact("work.wish")
    other.refresh()
    for each in (meeting, other):
        assert "Plantet" not in held(each)
        assert states(current(each)) == ["gone", "stands", "gone"]
        assert [shared.passage.title for shared in current(each).topics] == ["", "Good at?", ""]
    blank = [event for event in meeting.record.events if isinstance(event, Blanked)]
    assert len(blank) == 4  # both answers, and the two texts that told of them
    assert Record.of(meeting.record.events) == meeting.record


# --- topics that need a tick of their own


def test_what_needs_a_tick_of_its_own_says_why(meeting: Meeting) -> None:
    meeting.hold_back("work.wish", True)
    meeting.assess("Kari knows what she wants.")
    meeting.set_alone(True)
    meeting.say("home.hard", "participant", "NO")
    cautions = {topic.passage.topic: topic.cautions for topic in meeting.shareable()}
    assert cautions == {
        "work.wish": ("held_back",),
        "work.strengths": (),
        "home.hard": ("held_back", "alone", "special"),
        "assessment": ("assessment",),
    }


def test_the_minute_for_two_is_not_shown_while_others_may_look(meeting: Meeting) -> None:
    meeting.set_alone(True)
    meeting.say("home.hard", "participant", "NO")
    agree(meeting, "home.hard", to=FRIEND)
    agree(meeting, "home.hard", "work.wish")
    meeting.set_alone(False)
    assert "home.hard" not in _topics(meeting.shareable())
    shown = meeting.consents()
    assert [(each.recipient.shown, each.hidden, told(each)) for each in shown] == [("The regular GP", 1, ["work.wish"])]
    assert [told(each) for each in meeting.whole_consents()] == [["home.hard", "work.wish"], ["home.hard"]]


def _topics(found: Iterable[object]) -> list[str]:
    return [topic.passage.topic for topic in found]  # type: ignore[attr-defined]


def test_the_name_is_told_only_where_it_is_chosen(meeting: Meeting) -> None:
    meeting.name("Tuesday", "Kari Prøve")
    assert passages(meeting, "name")[0].text == ("Name", "Kari Prøve")
    agree(meeting, "name")
    meeting.name("Tuesday", "Kari Eksempel")
    assert states(current(meeting)) == ["changed"]
