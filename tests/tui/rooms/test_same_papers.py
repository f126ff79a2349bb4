"""The same answers through the screens and through an answers file give the same papers, byte for byte."""

from __future__ import annotations

from pathlib import Path

from mapper.desk.desk import Desk
from mapper.meeting.meeting import Meeting
from mapper.rehearsal import rehearse
from mapper.sitting import read_script
from tests.tui.rooms.talk import Talk, practice_app
from tests.tui.rooms.test_conversation import (
    ADDED,
    DIFFERENT,
    OBSTACLE,
    OWN_REASON,
    OWN_STEP,
    WISH,
    decide,
    go_through,
    open_card,
)

ANSWERS = f"""
language: nb
profile: short
present: [{{name: Kari, role: den det gjelder}}]
answers:
  meeting.interpreter: 'NO'
  start.hope: DECLINED
  matters.topics: [WORK, HEALTH, MONEY]
  work.wish: {WISH}
  work.goal: En jobb jeg rekker.
  health.affects_work: YES
  health.other_obstacle:
    participant: YES
    comment: {OBSTACLE}
    caseworker: {{value: YES, comment: {ADDED}}}
    view: partly
    note: {DIFFERENT}
  help.wanted: [GUIDANCE, CLOSE]
"""


def papers(desk: Desk, meeting: Meeting, folder: Path) -> dict[str, bytes]:
    """Save every paper in both formats."""
    for wanted in desk.every_paper(meeting, "nb"):
        desk.save(meeting, wanted, ("md", "html"), folder=folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def decisions(meeting: Meeting) -> str:
    """Write what was decided at the screen as an answers file says it."""
    lines = ["decisions:"]
    for decided in meeting.record.decisions():
        words = f"{{no: {decided.words}}}" if decided.decision == "no" else decided.decision
        lines.append(f"  {decided.suggestion}: {words}")
    (own,) = meeting.record.activities()
    fields = ", ".join(f"{name}: {text}" for name, text in own.fields.items())
    return "\n".join([*lines, "activities:", f"  - {{{fields}, voice: {own.voice}}}", ""])


async def test_screens_and_an_answers_file_give_the_same_papers(tmp_path: Path) -> None:
    app = practice_app(tmp_path)
    async with app.run_test(size=(120, 36), notifications=False) as pilot:
        app.begin(app.desk.practice("short", "nb"))
        talk = Talk(pilot, app)
        await talk.settle()
        await open_card(talk)
        await go_through(talk)
        await talk.press("f5")
        await decide(talk)
        at_the_screen = papers(app.desk, talk.meeting, tmp_path / "screens")
        file = tmp_path / "answers.yaml"
        file.write_text(ANSWERS + decisions(talk.meeting), encoding="utf-8")
    rehearse(app.desk, "core", read_script(file), out=tmp_path / "file")
    from_the_file = {each.name: each.read_bytes() for each in (tmp_path / "file").iterdir() if each.suffix != ".ics"}
    assert len(at_the_screen) == 2 * sum(not kind.for_recipient for kind in app.desk.documents())
    assert from_the_file == at_the_screen
    everything = b"".join(at_the_screen.values()).decode()
    assert all(words in everything for words in (WISH, OBSTACLE, ADDED, DIFFERENT, OWN_STEP))
    assert OWN_REASON not in everything, "refused ideas appear only where the participant wants"
