"""Changed questions, as lines: offered and told first, done by a yes, gone back over, followed elsewhere."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from mapper.desk.desk import Desk
from mapper.lines.console import Stop
from mapper.lines.over import Anew, Over
from mapper.lines.talk import Talk
from mapper.meeting.meeting import Meeting
from tests.desk.test_moving import answered, changed, moving, office_core
from tests.lines.test_talk import Script
from tests.tui.shell.desk import desk_in

NO, YES = "1", "2"


def talk(desk: Desk, meeting: Meeting, *typed: str) -> list[str]:
    console = Script(*typed)
    with suppress(Stop):
        Talk(desk, console, "nb").converse(meeting)
    assert not console.typed
    return console.told


def over(desk: Desk, meeting: Meeting, *typed: str) -> tuple[list[str], bool]:
    """Offer changed questions; tell whether the talk went over."""
    console = Script(*typed)
    side = Over(desk, console, "nb", lambda texts: int(console.read()) - 1 + 0 * len(texts))
    side.sit_down(meeting)
    side.offer(meeting)
    return console.told, meeting.questionnaire.version == "1.1"


def test_changed_questions_are_offered_told_and_done_only_after_a_yes(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    meeting = answered(desk)
    assert over(desk, meeting) == ([], False)
    office_core(desk, changed())
    told, moved = over(desk, meeting, NO)
    assert not moved
    assert "Vil dere se hva som er endret?" in told[0]
    told, moved = over(desk, meeting, YES, NO)
    assert not moved
    told, moved = over(desk, meeting, YES, YES)
    assert moved
    assert "– Er det noe annet som gjør det vanskelig? → Er det noe mer som står i veien?" in told
    assert "– Hvor mange timer i uka kan passe å begynne med?" in told
    assert not [line for line in told if "health." in line or "education." in line]
    assert told[-1] == "Samtalen følger nå de andre spørsmålene. Ingenting er slettet."
    desk.close()


def test_a_letter_leads_over_and_back_from_any_question_and_the_talk_goes_on(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    meeting = answered(desk)
    before = meeting.whole_review()
    meeting.pass_part("meeting")
    office_core(desk, changed())
    told = talk(desk, meeting, "v", YES, "v", NO, "v", YES, "v", YES, "v", YES, "q")
    assert told.count("Samtalen følger nå de andre spørsmålene. Ingenting er slettet.") == 4
    assert told.count("Ingenting er sagt siden.") == 3
    assert "Samtalen gikk over fra versjon 1.0 til versjon 1.1 14. mars 2026." in told
    assert meeting.questionnaire.version == "1.0"
    assert meeting.whole_review() == before
    desk.close()


def test_what_was_said_before_is_read_out_where_it_is_asked_again(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    meeting = answered(desk)
    text = changed().replace("question: health.hours, retired", "question: health.affects_work, retyped")
    office_core(desk, text.replace("options: [TRADE, SCHOOL], merged: SCHOOLING", "option: TRADE, retired: yes"))
    desk.make_move(meeting, moving(desk, meeting))
    console = Script()
    shown = Talk(desk, console, "nb")
    shown.put(meeting, meeting.asking("health.affects_work"))
    assert console.told[-2] == "Før: Ja"
    desk.close()


def test_another_window_that_moves_is_told_and_the_talk_goes_on_with_its_questions(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    meeting = answered(desk)
    meeting.pass_part("meeting")
    office_core(desk, changed())
    other = desk.open(meeting.case)

    class Meanwhile(Script):
        def read(self, prompt: str = "") -> str:
            if len(self.typed) == 2:
                desk.make_move(other, moving(desk, other))
            return super().read(prompt)

    console = Meanwhile("s", "s", "q")
    with suppress(Stop):
        Talk(desk, console, "nb").converse(meeting)
    assert meeting.questionnaire.version == "1.1"
    assert "En annen skjerm gikk over til andre spørsmål. Alt er vist på nytt." in console.told
    desk.close()


def test_a_file_with_a_mistake_and_a_talk_that_is_practice_are_told_and_go_nowhere(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    meeting, practice = answered(desk), desk.practise_with("nb")
    office_core(desk, changed().replace("type: yes_no", "type: yes_nope", 1))
    for sat, told in ((meeting, "core.yaml"), (practice, "slik kontoret har dem")):
        console = Script()
        side = Over(desk, console, "nb", len)
        with suppress(Anew):
            side.go(sat)
        assert told in console.told[0]
    desk.close()


def test_what_another_window_wrote_meanwhile_is_looked_at_first(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    meeting = answered(desk)
    office_core(desk, changed())
    other = desk.open(meeting.case)
    console = Script(YES, YES)

    def choose(_: object) -> int:
        if len(console.typed) == 1:
            other.say("start.hope", "participant", "Kokk")
        return int(console.read()) - 1

    side = Over(desk, console, "nb", choose)
    side.sit_down(meeting)
    side.offer(meeting)
    assert console.told[-1] == "Noe er sagt på en annen skjerm siden dette ble vist. Se på det på nytt."
    assert meeting.questionnaire.version == "1.0"
    desk.close()
