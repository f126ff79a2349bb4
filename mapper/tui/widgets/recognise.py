"""The participant's word on what the caseworker added: recognise it, in part, not, or leave it; and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static, TextArea

from mapper.tui.widgets.choices import Choice, Choices
from mapper.tui.widgets.editor import Line

if TYPE_CHECKING:
    from mapper.interview.model import View


class ViewField(Widget):
    """Asks whether the participant recognises themselves. The words of the choices come from the screen."""

    DEFAULT_CSS = """
    ViewField {
        height: auto;
        width: 1fr;
        & > Static { height: auto; padding: 0 1; color: $quiet; }
        & > .ask { color: $foreground; }
    }
    """

    class Writing(Message):
        """What stands beside the view is being written, or was put in or taken away."""

        def __init__(self, field: ViewField) -> None:
            super().__init__()
            self.field = field

    class Viewed(Message):
        """The person chose a view, or wrote what they see differently."""

        def __init__(self, field: ViewField, view: View, words: str) -> None:
            super().__init__()
            self.field = field
            self.view = view
            self.words = words

        @property
        def control(self) -> ViewField:
            """Name the field."""
            return self.field

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._about = ""
        self._shown: tuple[View | None, str] = (None, "")
        self._told: tuple[View | None, str] = (None, "")

    def compose(self) -> ComposeResult:
        """Put the question, the choices and the line under each other."""
        yield Static(classes="ask", markup=False)
        yield Choices(across=True)
        yield Static(classes="differently", markup=False)
        yield Line()

    def show(
        self,
        about: str,
        ask: Content,
        choices: Sequence[tuple[View, Content]],
        differently: Content,
        said: tuple[View | None, str],
    ) -> None:
        """Show the question, its choices, the label of the line, and what the participant said of it.

        What stands here and is not kept yet stays, while it is still `about` the same.
        """
        typing = about == self._about and self.current not in (self._shown, said)
        view, words = self.current if typing else said
        self.query_one(".ask", Static).update(ask)
        self.query_one(".differently", Static).update(differently)
        items, chosen = [Choice(code, text) for code, text in choices], (view,) if view else ()
        self.query_one(Choices).show(items, chosen, fresh=about != self._about)
        if not typing:
            if self.query_one(Line).line != words or about != self._about:
                self.query_one(Line).forget(words)
            self._told = said
        self._about, self._shown = about, said
        self._unfold()

    @property
    def current(self) -> tuple[View | None, str]:
        """Give the view and the words as they stand."""
        return self.view, self.query_one(Line).line

    @property
    def unsaved(self) -> bool:
        """Tell whether a view stands here that is not kept."""
        return self.view is not None and self.current != self._shown

    def restore(self, view: View, words: str) -> None:
        """Put in a view and words that were written earlier and never kept."""
        self.query_one(Choices).mark((view,))
        self.query_one(Line).forget(words)
        self._unfold()

    def not_kept(self) -> None:
        """Take note that what was told could not be kept, so that it is told again."""
        self._told = self._shown

    @property
    def view(self) -> View | None:
        """Give the chosen view."""
        return cast("View | None", next(iter(self.query_one(Choices).chosen), None))

    def finish(self) -> bool:
        """Tell the view if it is new; give whether it was."""
        view, words = self.current
        if view is None or (view, words) == self._told:
            return False
        self._told = (view, words)
        self.post_message(self.Viewed(self, view, words))
        return True

    def _unfold(self) -> None:
        open_line = self.view in ("partly", "no")
        self.query_one(Line).display = self.query_one(".differently").display = open_line

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        event.choices.mark((event.code,))
        self._unfold()
        if self.query_one(Line).display:
            self.query_one(Line).call_after_refresh(self.query_one(Line).scroll_visible, animate=False)
        self.finish()

    @on(TextArea.Changed)
    def _writing(self) -> None:
        self.post_message(self.Writing(self))

    @on(Line.Submitted)
    def _done(self) -> None:
        self.finish()

    def on_descendant_blur(self) -> None:
        """Tell it when the person has left the field."""
        self.call_next(self._left)

    def _left(self) -> None:
        if not self.has_focus_within:
            self.finish()
