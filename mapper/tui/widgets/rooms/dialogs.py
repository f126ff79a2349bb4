"""Small questions in front of a room: a few own words, or one of a few ways to go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from mapper.tui.screens.base import Dialog
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.editor import Editor
from mapper.tui.widgets.rooms.versions import Versions

if TYPE_CHECKING:
    from mapper.interview.model import Spoken
    from mapper.meeting.meeting import Change
    from mapper.tui.widgets.rooms.versions import Place


class WordsDialog(Dialog[bool]):
    """Asks for own words, and closes only when `keep` has saved them; gives True then, and None where it was left.

    A person who goes on `without` says an empty text.
    """

    DEFAULT_CSS = """
    WordsDialog {
        .title { text-style: bold; margin: 0 0 1 0; }
        .why { color: $quiet; margin: 0 0 1 0; }
        Editor { height: 6; }
        .count { color: $quiet; height: 1; }
        .buttons { height: auto; margin: 1 0 0 0; }
        .buttons > Button { margin: 0 2 0 0; }
    }
    """
    AUTO_FOCUS: ClassVar[str | None] = "Editor"

    def __init__(  # noqa: PLR0913 - the words on one small page
        self,
        title: str,
        why: str,
        keep: Callable[[str], Change],
        *,
        save: str,
        without: str = "",
        text: str = "",
        limit: int = 1000,
    ) -> None:
        super().__init__()
        self._title, self._why, self._save, self._without = title, why, save, without
        self._keep, self._text, self._limit = keep, text, limit

    def compose_body(self) -> ComposeResult:
        """Put the words over the field and the ways out under it."""
        yield Static(plain(self._title), classes="title")
        yield Static(plain(self._why), classes="why")
        yield Editor(self._text)
        yield Static(classes="count")
        yield Static(classes="refusal")
        with Horizontal(classes="buttons"):
            yield Button(self._save, id="save", classes="-first")
            if self._without:
                yield Button(self._without, id="without")
            yield Button(self.t("rooms.common.cancel"), id="cancel")

    def redraw(self) -> None:
        """Show how much room is left."""
        left = self._limit - len(self.query_one(Editor).text)
        name = "left" if left >= 0 else "over"
        self.query_one(".count", Static).update(plain(self.t(f"rooms.activity.{name}", n=abs(left))))
        self.query_one("#save", Button).disabled = left < 0

    @on(Editor.Changed)
    def _count(self) -> None:
        self.redraw()

    @on(Button.Pressed, "#save")
    def _done(self) -> None:
        self._say(self.query_one(Editor).text.strip())

    @on(Button.Pressed, "#without")
    def _without_words(self) -> None:
        self._say("")

    def _say(self, words: str) -> None:
        self.refuse("")
        self.app.act(partial(self._keep, words), lambda _: self._close(), self.refuse)

    def _close(self) -> None:
        self.dismiss(True)

    @on(Button.Pressed, "#cancel")
    def _cancelled(self) -> None:
        self.action_cancel()


class VersionsDialog(Dialog[bool]):
    """Lets the two choose which version of one text is to stand; closes when that is saved, and gives True then."""

    DEFAULT_CSS = """
    VersionsDialog {
        .box { width: 92; }
        .title { text-style: bold; margin: 0 0 1 0; }
        #cancel { margin: 1 0 0 0; }
    }
    """

    def __init__(self, title: str, versions: Sequence[Spoken], place: Place, choose: Callable[[str], Change]) -> None:
        super().__init__()
        self._title, self._versions, self._place, self._choose = title, versions, place, choose

    def compose_body(self) -> ComposeResult:
        """Put the versions over the way out."""
        yield Static(plain(self._title), classes="title")
        yield Versions()
        yield Static(classes="refusal")
        yield Button(self.t("rooms.common.cancel"), id="cancel")

    def redraw(self) -> None:
        """Show the versions."""
        told = [(version, str(version.answer.value)) for version in self._versions]
        versions = self.query_one(Versions)
        versions.show(told, self._place, self.meeting.today, self.app.language)
        versions.focus_first()

    @on(Versions.Chosen)
    def _chosen(self, message: Versions.Chosen) -> None:
        self.app.act(partial(self._choose, message.event), lambda _: self._close(), self.refuse)

    def _close(self) -> None:
        self.dismiss(True)

    @on(Button.Pressed, "#cancel")
    def _cancelled(self) -> None:
        self.action_cancel()


class WayDialog(Dialog[str]):
    """Asks which way to go on; gives the id of the way, or None."""

    DEFAULT_CSS = """
    WayDialog {
        .title { text-style: bold; margin: 0 0 1 0; }
        .why { color: $quiet; margin: 0 0 1 0; }
        Button { margin: 0 0 1 0; }
    }
    """
    AUTO_FOCUS: ClassVar[str | None] = "Button"

    def __init__(self, title: str, why: str, ways: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title, self._why, self._ways = title, why, ways

    def compose_body(self) -> ComposeResult:
        """Put the ways under each other."""
        yield Static(plain(self._title), classes="title")
        if self._why:
            yield Static(plain(self._why), classes="why")
        for id, words in self._ways:
            yield Button(words, id=id)
        yield Button(self.t("rooms.common.cancel" if self._ways else "tui.help.back"), id="cancel")

    @on(Button.Pressed)
    def _chosen(self, message: Button.Pressed) -> None:
        message.stop()
        self.dismiss(message.button.id if message.button.id != "cancel" else None)


class SureDialog(WayDialog):
    """Asks before something is lost: going on without reading loses nothing."""

    AUTO_FOCUS: ClassVar[str | None] = "#cancel"
