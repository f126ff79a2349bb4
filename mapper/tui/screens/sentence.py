"""Change one stretch of a paper, for this paper only."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from mapper.documents.model import Change
from mapper.tui.screens.base import Dialog
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.editor import Editor

if TYPE_CHECKING:
    from mapper.desk.paperwork import Preview
    from mapper.documents.model import Piece


class SentenceDialog(Dialog[bool]):
    """Asks how a stretch is to read, and closes only when the paper with it is made; `use` is told of the paper then.

    `make` makes the paper with one change. A stretch that was changed before may be put back.
    """

    DEFAULT_CSS = """
    SentenceDialog {
        .box { width: 84; }
        .title { text-style: bold; height: auto; }
        .why { color: $quiet; height: auto; margin: 0 0 1 0; }
        Editor { height: 6; }
        &.-high Editor { height: 9; }
        .count { color: $quiet; height: auto; }
        .buttons { height: auto; margin: 1 0 0 0; }
        .buttons > Button { margin: 0 1 0 0; }
    }
    """
    AUTO_FOCUS: ClassVar[str | None] = "Editor"

    def __init__(self, piece: Piece, make: Callable[[Change], Preview], use: Callable[[Change, Preview], None]) -> None:
        super().__init__()
        self._piece, self._make, self._use = piece, make, use

    def compose_body(self) -> ComposeResult:
        """Put the words over the field and the ways out under it."""
        yield Static(classes="title")
        yield Static(classes="why")
        yield Editor(self._piece.now)
        yield Static(classes="count")
        yield Static(classes="refusal")
        with Horizontal(classes="buttons"):
            yield Button(id="use", classes="-first")
            if self._piece.changed:
                yield Button(id="put_back")
            yield Button(id="cancel")

    def on_mount(self) -> None:
        """Put the cursor after the last word."""
        super().on_mount()
        editor = self.query_one(Editor)
        editor.move_cursor(editor.document.end)

    def redraw(self) -> None:
        """Show the words, and how much room is left."""
        copied = self._piece.form == "copy"
        self.query_one(".title", Static).update(self.t("papers_room.change.title"))
        self.query_one(".why", Static).update(self.t(f"papers_room.change.{'why_copy' if copied else 'why'}"))
        for name in ("use", "put_back"):
            for button in self.query(f"#{name}").results(Button):
                button.label = self.t(f"papers_room.change.{name}")
        self.query_one("#cancel", Button).label = self.t("rooms.common.cancel")
        self._count()

    @on(Editor.Changed)
    def _count(self) -> None:
        limit, count = self._piece.limit, self.query_one(".count", Static)
        count.display = limit is not None
        if limit is not None:
            left = limit - len(self.query_one(Editor).text.strip())
            count.update(self.t(f"rooms.activity.{'left' if left >= 0 else 'over'}", n=abs(left)))

    @on(Button.Pressed, "#use")
    def _used(self) -> None:
        self._try(self.query_one(Editor).text)

    @on(Button.Pressed, "#put_back")
    def _put_back(self) -> None:
        self._try(self._piece.text)

    def _try(self, text: str) -> None:
        self.refuse("")
        change = Change(self._piece.place, text)
        self.app.work(partial(self._make, change), partial(self._made, change), self.refuse)

    def _made(self, change: Change, preview: Preview) -> None:
        why = next((each.why for each in preview.refused if each.change == change), None)
        if why is None:
            self._use(change, preview)
            self.dismiss(True)
        else:
            self.refuse(self.t(f"papers_room.change.refused_{why}"))

    @on(Button.Pressed, "#cancel")
    def _cancelled(self) -> None:
        self.action_cancel()


def why_fixed(piece: Piece) -> str:
    """Name the words that say why a stretch is not changed here."""
    return f"papers_room.change.fixed_{piece.fixed}"
