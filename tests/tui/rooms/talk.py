"""A conversation at the screen by keyboard alone: what a person presses, and what then stands there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import TextArea

from mapper.meeting.meeting import Meeting
from mapper.tui.app import MapperApp
from mapper.tui.widgets.rooms.voice_box import VoiceBox
from tests.tui.bench import frame
from tests.tui.shell.desk import app_in

_NAMED = {" ": "space", ".": "full_stop", ",": "comma", "?": "question_mark", "-": "minus", ":": "colon"}
_FAR = 60


class Talk:
    """Two people at the keys of one app."""

    def __init__(self, pilot: Pilot[None], app: MapperApp) -> None:
        self.pilot = pilot
        self.app = app

    @property
    def meeting(self) -> Meeting:
        return self.app.open_meeting

    @property
    def shown(self) -> str:
        return frame(self.app)

    @property
    def flat(self) -> str:
        """Everything on the screen as one line, without frames."""
        return " ".join(self.shown.replace("│", " ").replace("┃", " ").split())

    @property
    def own_words(self) -> TextArea:
        """Give the place to write of the question in front."""
        field = self.app.screen.query_one("#own-box", VoiceBox).field
        assert field is not None
        return field.query(TextArea).first()

    async def settle(self) -> None:
        """Wait until acts are done, however long they take, and what came of them is drawn."""
        await self.pilot.pause()
        while acts := [worker for worker in self.app.workers if worker.group == "acts"]:
            await self.app.workers.wait_for_complete(acts)
            await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        for key in keys:
            self._send(key)
            await self.pilot.pause()
        await self.settle()

    async def write(self, text: str) -> None:
        for letter in text:
            self._send(_NAMED.get(letter, letter), letter)
        await self.pilot.pause()

    def _send(self, key: str, character: str | None = None) -> None:
        """Give the app a key as the terminal's driver does; the pilot waits long after each."""
        self.app.post_message(events.Key(key, character or (key if len(key) == 1 else None)))

    async def to(self, selector: str) -> None:
        """Go with Tab to what `selector` names, as far as it takes."""
        for _ in range(_FAR):
            focused = self.app.focused
            if focused is not None and self._matches(focused, selector):
                return
            self._send("tab")
            await self.pilot.pause()
        raise AssertionError(f"Tab never comes to {selector}; it is at {self.app.focused}:\n{self.shown}")

    def _matches(self, focused: Widget, selector: str) -> bool:
        return focused in set(self.app.screen.query(selector))

    async def button(self, selector: str) -> None:
        await self.to(selector)
        await self.press("enter")

    async def choose(self, selector: str, number: int) -> None:
        """Choose the choice with this number, counted from 0."""
        await self.to(selector)
        await self.press("home", *["down"] * number, "enter")

    async def paper(self, document: str) -> None:
        """Choose a kind of paper in the list of kinds, and go to the paper."""
        await self.choose("#kind", [kind.id for kind in self.app.desk.documents()].index(document))

    def room(self) -> str:
        return type(self.app.screen).__name__


def options(meeting: Meeting, ref: str, codes: Iterable[str]) -> list[int]:
    """Give the places of codes among a question's options."""
    every = [option.code for option in getattr(meeting.text(ref), "options", ())] or ["YES", "NO"]
    return [every.index(code) for code in codes]


def past_card(meeting: Meeting) -> Meeting:
    """Leave the first page behind: the conversation opens at its questions."""
    meeting.pass_part(next(part.id for part in meeting.parts() if part.kind == "card"))
    return meeting


def practice_app(folder: Path, language: str = "nb") -> MapperApp:
    return app_in(folder, language=language)
