"""What two windows wrote in one field, side by side, for the two to choose what is to stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from mapper.interview.told import written_words
from mapper.language.catalogue import words
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button

if TYPE_CHECKING:
    from mapper.interview.model import Spoken, Voice

    Place = tuple[str, Voice, int]
    """A question, a voice, and the seq at which its versions were shown."""

_NARROWEST = 24
"""Columns that a version needs beside another."""


class Version(Vertical):
    """One version: its words, who wrote it and when, and the button that lets it stand."""

    DEFAULT_CSS = """
    Version {
        height: auto;
        width: 1fr;
        border: round $line;
        padding: 0 1;
        & > Static { height: auto; width: 1fr; }
        & > .written { color: $quiet; }
        &:focus-within { border: heavy $edge; }
    }
    """
    event = ""

    def compose(self) -> ComposeResult:
        """Put the words over the button."""
        yield Static(classes="words", markup=False)
        yield Static(classes="written", markup=False)
        yield Button(classes="-first")

    def show(self, spoken: Spoken, said: str, today: date, language: str) -> None:
        """Show one version."""
        self.event = spoken.event
        self.query_one(".words", Static).update(plain(said))
        self.query_one(".written", Static).update(plain(written_words(spoken, today, language)))
        self.query_one(Button).label = words("rooms.versions.choose", language)


class Versions(Widget):
    """Shows versions of one voice's answer; keeps the places it made, and uses them again."""

    DEFAULT_CSS = """
    Versions {
        height: auto;
        display: none;
        & > .ask { height: auto; text-style: bold; color: $warning; }
        & > Horizontal { height: auto; }
        &.-stacked > Horizontal { layout: vertical; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "beside(-1)", show=False),
        Binding("right", "beside(1)", show=False),
    ]

    class Chosen(Message):
        """The two chose the version of this event, among those shown at `base`."""

        def __init__(self, place: Place, event: str) -> None:
            super().__init__()
            self.ref, self.voice, self.base = place
            self.event = event

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._place: Place = ("", "participant", 0)
        self._number = 0

    def compose(self) -> ComposeResult:
        """Put the question over the versions, whose places come when there are some."""
        yield Static(classes="ask", markup=False)
        yield Horizontal()

    def show(self, versions: Sequence[tuple[Spoken, str]], place: Place, today: date, language: str) -> None:
        """Show versions with their words; nothing takes the whole place away."""
        self._place, self._number = place, len(versions)
        self.display = bool(versions)
        if not versions:
            return
        name = "ask_two" if len(versions) == 2 else "ask_more"
        self.query_one(".ask", Static).update(plain(f"! {words(f'rooms.versions.{name}', language)}"))
        self._fit()
        self.call_next(self._fill, tuple(versions), today, language)

    async def _fill(self, versions: tuple[tuple[Spoken, str], ...], today: date, language: str) -> None:
        row = self.query_one(Horizontal)
        missing = len(versions) - len(self.query(Version))
        if missing > 0:
            await row.mount(*(Version() for _ in range(missing)))
        for number, version in enumerate(self.query(Version)):
            version.display = number < len(versions)
            if version.display:
                version.show(*versions[number], today, language)

    def focus_first(self) -> None:
        """Go to the first version."""
        self.call_next(lambda: self.query(Button).first(Button).focus())

    def action_beside(self, step: int) -> None:
        """Go to the version beside the one in front, where there is one."""
        shown = [version for version in self.query(Version) if version.display]
        now = next((at for at, version in enumerate(shown) if version.has_focus_within), 0)
        shown[min(max(now + step, 0), len(shown) - 1)].query_one(Button).focus()

    def on_resize(self) -> None:
        """Put them under each other where they find no room side by side."""
        self._fit()

    def _fit(self) -> None:
        self.set_class(0 < self.size.width < _NARROWEST * self._number, "-stacked")

    @on(Button.Pressed)
    def _choose(self, message: Button.Pressed) -> None:
        message.stop()
        version = next(each for each in self.query(Version) if message.button in each.children)
        self.post_message(self.Chosen(self._place, version.event))
