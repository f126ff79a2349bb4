"""The conversation as lines: what is typed and what is read out, as a transcript."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from mapper.desk.desk import Desk
from mapper.language.text import Text
from mapper.lines.console import Stop, wrapped
from mapper.lines.talk import Talk, run
from mapper.meeting.meeting import Meeting
from mapper.settings import Settings
from tests.meeting.test_rounds import followed, later
from tests.packs import begin
from tests.table import sit_down, sit_down_again, small

FORM = """
id: talk
version: "1.0"
title: {en: A talk}
sections:
  - id: work
    title: {en: Work}
    questions:
      - {id: wish, ask: {en: What work?}, why: {en: To look for it.}, type: text}
      - id: strengths
        ask: {en: Good at?}
        why: {en: To build on.}
        type: several
        voices: [participant, caseworker]
        options: [{code: WOOD, text: {en: Wood}}, {code: OTHER, text: {en: Other}, write_in: yes}]
      - {id: sure, ask: {en: How sure?}, why: {en: To see.}, type: scale, low: {en: not}, high: {en: very}}
      - id: tried
        ask: {en: Tried?}
        why: {en: To learn.}
        type: table
        columns: [{id: what, text: {en: What}}, {id: helped, text: {en: Helped}, type: yes_no}]
      - {id: safe, ask: {en: Safe?}, why: {en: To help.}, type: yes_no, alone: yes}
  - {id: private, title: {en: Just us two}, gathers_alone: yes}
activities:
  - id: visit
    when: {work.wish: {answered: yes}}
    suggest: {en: Visit a workplace}
    because: {en: There is a wish.}
    responsible: participant
    within: 30 days
    target: social
"""


REOPENING = """
id: talk
version: "1.0"
title: {en: A talk}
sections:
  - id: matters
    title: {en: What matters}
    questions:
      - id: topics
        ask: {en: Topics?}
        why: {en: Yours.}
        type: several
        options: [{code: HOME, text: {en: Home}}, {code: WORK, text: {en: Work}}]
        role: topics
  - id: work
    title: {en: Work}
    topic: WORK
    questions:
      - {id: job, ask: {en: A job?}, why: {en: To know.}, type: yes_no}
  - id: home
    title: {en: Home}
    topic: HOME
    questions:
      - {id: rooms, ask: {en: Room?}, why: {en: To know.}, type: scale, from: 1, to: 5, low: {en: no}, high: {en: yes}}
      - {id: way, ask: {en: The way to work?}, why: {en: To help.}, type: text, when: {work.job: YES}}
  - {id: private, title: {en: Just us two}, gathers_alone: yes}
"""


class Script:
    """Types lines in turn, and keeps what was told."""

    def __init__(self, *typed: str) -> None:
        self.typed = list(typed)
        self.told: list[str] = []

    def tell(self, line: str = "") -> None:
        self.told.append(line)

    def read(self, prompt: str = "") -> str:
        self.told.append(prompt)
        if not self.typed:
            raise Stop
        return self.typed.pop(0)


def converse(
    tmp_path: Path, *typed: str, form: str = FORM, meeting: Meeting | None = None
) -> tuple[Meeting, list[str]]:
    meeting = meeting or sit_down(small(form), language="en")
    console = Script(*typed)
    desk = Desk(Settings(tmp_path, tmp_path / "office", tmp_path / "exports", language="en"))
    with suppress(Stop):
        Talk(desk, console, "en").converse(meeting)
    assert not console.typed
    return meeting, console.told


def test_a_question_is_read_out_with_what_may_be_typed(tmp_path: Path) -> None:
    meeting, told = converse(tmp_path, "Carpenter", "", "q")
    start = told.index("Question 1 of 4.")
    assert told[start : start + 3] == [
        "Question 1 of 4.",
        "What work?",
        "Type your answer. Or: ? why we ask, s next time, n do not want to answer, k do not know, b back, p the plan, "
        "d who we can talk to, h who has looked at this, m more questions, v changed questions, q stop.",
    ]
    assert "Saved. Said by: you." in told
    assert meeting.asking("work.wish").said[0].answer.value == "Carpenter"


def test_a_letter_tells_who_has_looked_and_asks_again(tmp_path: Path) -> None:
    meeting = sit_down(small(FORM), language="en")
    meeting.accessed("opened", "Vera Veileder")
    _, told = converse(tmp_path, "h", "q", meeting=meeting)
    at = next(at for at, line in enumerate(told) if line.endswith(": Vera Veileder opened the talk."))
    assert "What work?" in told[at:]
    assert "Nobody has opened the talk yet." in converse(tmp_path, "h", "q")[1]


def test_letters_pass_over_explain_and_go_back(tmp_path: Path) -> None:
    meeting, told = converse(tmp_path, "?", "n", "k", "1", "b", "s", "1", "q")
    assert "To look for it." in told
    states = [meeting.asking(ref).said[0].answer.state for ref in ("work.wish", "work.strengths")]
    assert states == ["declined", "later"]


def test_numbers_choose_and_an_open_option_asks_for_own_words(tmp_path: Path) -> None:
    meeting, told = converse(tmp_path, "s", "3", "1 2", "Boats", "2", "1", "2", "Not so much", "q")
    said = {spoken.voice: spoken.answer for spoken in meeting.asking("work.strengths").said}
    assert "Choose one of the answers shown." in told
    assert said["participant"].value == ("WOOD", "OTHER")
    assert said["participant"].write_in == (("OTHER", "Boats"),)
    assert said["caseworker"].value == ("WOOD",)
    assert (meeting.asking("work.strengths").view, meeting.asking("work.strengths").view_words) == (
        "partly",
        "Not so much",
    )


def test_a_whole_talk_with_the_minute_for_two_and_the_plan(tmp_path: Path) -> None:
    typed = ("Carpenter", "", "k", "1", "12", "7", "Course", "1", "", "1", "2", "1", "3", "My back", "1", "2")
    meeting, told = converse(tmp_path, *typed)
    assert "The number must be 10 or less." in told
    assert meeting.asking("work.tried").said[0].answer.value == ({"what": "Course", "helped": "YES"},)
    assert "Are we alone now?" in told
    assert meeting.alone
    assert meeting.asking("work.safe").said[0].answer.value == "NO"
    (refused,) = meeting.plan().not_chosen
    assert (refused.suggestion.title, refused.words) == (Text.of({"en": "Visit a workplace"}), "My back")


def test_not_alone_now_leaves_the_minute_for_later(tmp_path: Path) -> None:
    meeting, told = converse(tmp_path, "s", "s", "1", "s", "s", "2", "1", "2")
    assert "Then we leave it for later." in told
    assert not meeting.asking("work.safe").said


def test_after_the_minute_for_two_the_others_may_be_back(tmp_path: Path) -> None:
    meeting, told = converse(tmp_path, "s", "s", "1", "s", "s", "1", "2", "2", "1", "2")
    assert "Are you still alone?" in told
    assert meeting.asking("work.safe").said
    assert not meeting.alone


def test_stop_stops_at_the_caseworkers_addition_too(tmp_path: Path) -> None:
    meeting, told = converse(tmp_path, "s", "1", "2", "9", "q")
    assert told.count("Choose one of the answers shown.") == 1
    assert "Nothing was added." not in told
    assert [spoken.voice for spoken in meeting.asking("work.strengths").said] == ["participant"]


def test_a_question_mark_in_the_middle_of_an_answer_helps_and_is_no_answer(tmp_path: Path) -> None:
    typed = ("s", "2", "?", "Boats", "1", "s", "Course", "?", "1", "?", "", "q")
    meeting, told = converse(tmp_path, *typed)
    assert told.count("Type what fits. Or press Enter to leave it empty.") == 2
    assert told.count("One row at a time. An empty first field ends it.") == 2
    assert meeting.asking("work.strengths").said[0].answer.write_in == (("OTHER", "Boats"),)
    assert meeting.asking("work.tried").said[0].answer.value == ({"what": "Course", "helped": "YES"},)


def test_no_word_is_cut_in_two_and_a_long_path_stays_whole() -> None:
    path = f"papers/{'x' * 40}"
    assert wrapped(f"It lies in {path}\n\nq ends.", 20) == f"It lies in\n{path}\n\nq ends."


def test_the_goodbye_says_that_nothing_is_kept_of_practice(tmp_path: Path) -> None:
    script = Script("2", "q")
    assert run(Settings(tmp_path, tmp_path / "office", tmp_path / "exports", language="en"), script) == 0
    assert script.told[-1] == "This was practice. Nothing is kept. Goodbye."


def test_a_question_mark_helps_at_a_numbered_choice_and_at_the_addition(tmp_path: Path) -> None:
    meeting, told = converse(tmp_path, "s", "1", "?", "2", "?", "1", "1", "q")
    at = told.index("Type the number in front of what you choose, from 1 to 2, and press Enter. q ends.")
    assert told[at + 1 : at + 3] == ["1. No", "2. Yes"], "what may be chosen is read out again"
    assert "To build on." in told[at:]
    assert [spoken.voice for spoken in meeting.asking("work.strengths").said] == ["participant", "caseworker"]


def test_nothing_typed_at_a_question_with_an_answer_keeps_it(tmp_path: Path) -> None:
    meeting, _ = converse(tmp_path, "Carpenter", "", "b", "", "q")
    assert meeting.asking("work.wish").said[0].answer.value == "Carpenter"


def test_a_part_in_which_a_question_opened_is_gone_through_again(tmp_path: Path) -> None:
    _, told = converse(tmp_path, "1", "3", "1", "q", form=REOPENING)
    assert [line for line in told if line in {"Home", "Work"}] == ["Home", "Work", "Home"]
    assert told.index("A job?") < told.index("The way to work?")


def test_a_scale_says_its_own_ends(tmp_path: Path) -> None:
    _, told = converse(tmp_path, "1", "q", form=REOPENING)
    assert "A number from 1 to 5:" in told


def test_what_was_left_for_next_time_is_asked_next_time(tmp_path: Path) -> None:
    first, _ = converse(tmp_path, "Carpenter", "", "k", "1", "s", "n", "2", "4", "1", "2")
    again, told = converse(tmp_path, "7", "q", meeting=sit_down_again(first, days=7))
    assert "What work?" not in told
    assert again.asking("work.sure").by("participant") is not None
    assert not again.asking("work.sure").waits


def other_window(meeting: Meeting) -> Meeting:
    return sit_down_again(meeting)


def in_two_versions() -> Meeting:
    """Let two windows write in one field."""
    meeting = sit_down(small(FORM), language="en")
    other = other_window(meeting)
    meeting.say("work.wish", "participant", "Carpenter")
    other.say("work.wish", "participant", "Painter", by="interpreter")
    return meeting


def test_two_versions_are_read_out_and_one_is_chosen_by_its_number(tmp_path: Path) -> None:
    meeting, told = converse(tmp_path, "1", "q", meeting=in_two_versions())
    start = told.index("Two windows each wrote their own. Which one do we use?")
    assert told[start - 1 : start + 5] == [
        "What work?",
        "Two windows each wrote their own. Which one do we use?",
        "1. Carpenter (Written by: you · 10:00)",
        "2. Painter (Written by: through the interpreter · 11:00)",
        "3. Choose later",
        "Number (q ends):",
    ]
    assert "What you chose is used. The rest is kept." in told
    assert meeting.asking("work.wish").versions == ()
    assert meeting.asking("work.wish").said[0].answer.value == "Carpenter"


def test_a_choice_left_for_later_is_asked_again_before_the_plan(tmp_path: Path) -> None:
    meeting = in_two_versions()
    meeting.refresh()
    meeting.pass_part("work")
    meeting.pass_part("private")
    meeting, told = converse(tmp_path, "3", "1", "2", meeting=meeting)
    assert told.count("Two windows each wrote their own. Which one do we use?") == 1
    assert len(meeting.asking("work.wish").versions) == 2


def test_what_another_window_wrote_meanwhile_is_told_when_one_has_answered(tmp_path: Path) -> None:
    meeting = sit_down(small(FORM), language="en")
    other = other_window(meeting)

    class Meanwhile(Script):
        """Lets the other window answer while this one waits for a line."""

        def read(self, prompt: str = "") -> str:
            if self.typed and self.typed[0] == "Carpenter":
                other.say("work.wish", "participant", "Painter")
            return super().read(prompt)

    console = Meanwhile("Carpenter", "", "2", "q")
    desk = Desk(Settings(tmp_path, tmp_path / "office", tmp_path / "exports", language="en"))
    with suppress(Stop):
        Talk(desk, console, "en").converse(meeting)
    assert "1. Painter (Written by: you · 11:00)" in console.told
    assert meeting.asking("work.wish").said[0].answer.value == "Carpenter"
    assert meeting.asking("work.wish").versions == ()


def test_more_questions_are_offered_at_the_end_and_asked(tmp_path: Path) -> None:
    meeting = begin()
    meeting.say("home.status", "participant", "YES")
    for part in meeting.parts():
        meeting.pass_part(part.id)
    _, told = converse(tmp_path, "1", "2", "Welding", "", meeting=meeting)
    text = "\n".join(told)
    assert "Would you also like to talk about “About a course”?\nWhen you think of a course." in text
    assert "3 questions, about 2 minutes." in text
    assert [each.id for each in meeting.packs() if each.on] == ["course"], told
    assert meeting.asking("course.which").by("participant") is not None


def test_more_questions_can_be_taken_in_and_out_at_any_question(tmp_path: Path) -> None:
    meeting = begin()
    _, told = converse(tmp_path, "m", "3", "1", "3", "1", "2", "2", "1", "q", meeting=meeting)
    assert told.count("“About a course” is in the talk now. It comes last in the list of parts.") == 1
    assert told.count("“About a course” is no longer in the talk. The answers are kept.") == 1
    assert [event.kind for event in meeting.record.events].count("pack_switched") == 2


def test_what_it_is_time_to_ask_anew_is_offered_once(tmp_path: Path) -> None:
    meeting = later(followed(), 14)
    for part in meeting.parts():
        meeting.pass_part(part.id)
    _, told = converse(tmp_path, "1", meeting=meeting)
    assert told.count("Would you like to look at “How the job goes” again?") == 1
    assert (
        "“How the job goes” is asked again. The answers from before are kept, and are shown beside the new ones."
        in told
    )
    assert [event.kind for event in meeting.record.events].count("round_begun") == 1


def test_what_was_said_last_time_is_told_once_there_is_an_answer(tmp_path: Path) -> None:
    meeting = followed()
    meeting.say("job.load", "participant", "3")
    meeting.begin_round("follow")
    console = Script("7")
    desk = Desk(Settings(tmp_path, tmp_path / "office", tmp_path / "exports", language="en"))
    Talk(desk, console, "en").question(meeting, meeting.asking("job.load"))
    saved = console.told.index("Saved. Said by: you.")
    assert console.told[saved + 1] == "Last time, 2 March: 3"
    assert "Last time, 2 March: 3" not in console.told[:saved]


def test_a_pack_is_asked_anew_from_the_list(tmp_path: Path) -> None:
    meeting = followed()
    meeting.pass_part("today")
    converse(tmp_path, "m", "2", "2", "1", "q", meeting=meeting)
    assert [event.kind for event in meeting.record.events].count("round_begun") == 1
