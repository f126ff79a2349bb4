"""Whom Nav may talk to, in plain lines: one question at a time, the whole text before the yes, and a way back."""

from __future__ import annotations

from collections.abc import Sequence

from mapper.language.form import day
from mapper.lines.share import Sharing
from mapper.meeting.meeting import Meeting
from tests.interview.talk import TALK
from tests.table import sit_down, small


class Typed:
    """A console on which these lines are typed, one after the other."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = list(lines)
        self.told: list[str] = []

    def tell(self, line: str = "") -> None:
        self.told.append(line)

    def read(self, prompt: str = "") -> str:
        self.told.append(prompt)
        return self.lines.pop(0)


def talk() -> Meeting:
    meeting = sit_down(small(TALK), language="en")
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.say("work.strengths", "participant", "Calm")
    return meeting


def hold(meeting: Meeting, *lines: str) -> list[str]:
    console = Typed(lines)

    def choose(texts: Sequence[str]) -> int:
        console.told += texts
        return int(console.lines.pop(0)) - 1

    Sharing(console, "en", choose).go(meeting)
    assert console.lines == []
    return console.told


GIVE = ("2", "5", "Doctor Example", "2", "1", "A job that fits", "", "1")


def test_a_yes_covers_what_was_chosen_and_can_be_taken_back() -> None:
    meeting = talk()
    told = hold(meeting, *GIVE, "2", "3", "2", "2", "1")
    (consent,) = meeting.whole_consents()
    assert (consent.recipient.shown, consent.state) == ("The regular GP: Doctor Example", "withdrawn")
    assert [shared.passage.topic for shared in consent.topics] == ["work.wish"]
    assert f"It is valid up to and including {day(consent.until, 'en')}." in told
    assert "They do not tell Nav anything." in told
    assert told.index("Carpenter") < told.index("You have said yes. You can take it back whenever you want.")


def test_a_yes_is_read_out_whole_before_it_is_taken_back_and_may_be_left() -> None:
    meeting = talk()
    hold(meeting, *GIVE, "2", "1")
    meeting.say("work.wish", "participant", "Baker")
    told = hold(meeting, "3", "2", "1", "1")
    read = told[told.index("This is what we can tell: The regular GP: Doctor Example") :]
    assert read[1:3] == ["Why: A job that fits", f"It is valid up to and including {day(meeting.usual_until, 'en')}."]
    assert read.index("Carpenter") < read.index(
        "This has changed since. We do not share it until you have said yes again."
    )
    assert meeting.whole_consents()[0].state == "holds"


def test_a_no_keeps_nothing() -> None:
    meeting = talk()
    assert "Nothing is shared." in hold(meeting, *GIVE, "1", "1")
    assert meeting.whole_consents() == ()


def test_what_is_missing_is_told() -> None:
    meeting = talk()
    told = hold(meeting, "2", "5", "", "1", "1", "1")
    assert "Choose at least one thing to share." in told
    told = hold(meeting, "2", "5", "", "2", "1", "", "1")
    assert "Write why we share this." in told
    told = hold(meeting, "2", "5", "", "2", "1", "A job that fits", "soon", "", "1", "1", "1")
    assert told.count("Why do we share this?") == 1, "a day that cannot be read costs nothing of what was said before"
    assert "Nothing is shared." in told


def test_the_list_tells_how_much_may_be_told_and_what_is_to_be_asked_again() -> None:
    meeting = talk()
    hold(meeting, *GIVE, "2", "1")
    meeting.say("work.wish", "participant", "Baker")
    told = hold(meeting, "1")
    assert any("One thing can be shared." in line for line in told), told
    assert any(line.startswith("One thing has changed") for line in told), told
