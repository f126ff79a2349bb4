"""A page on which something is typed or shown that nobody else may know: thrown away when it is left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mapper.tui.screens.base import Dialog, Page
from mapper.tui.show import plain
from mapper.tui.widgets.actions import Action, Actions
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.frame import Head, KeyBar
from mapper.tui.widgets.secret import Secret

Done = TypeVar("Done")


class SecretPage(Page):
    """Asks for a secret over two buttons. Its work takes a second: it says so, and waits with everything else."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["pages.tcss", "opening.tcss"]
    AUTO_FOCUS: ClassVar[str | None] = "Secret"
    SECRET: ClassVar[bool] = True
    """Locking must begin the process anew while this page is open."""
    GROUP: ClassVar[str] = ""
    """The group of the page's words in the catalogue: its title, and the words on its buttons."""

    def __init__(self) -> None:
        super().__init__()
        self._working = False
        self._after: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        """Put the page's own between head and buttons."""
        yield Head()
        with VerticalScroll(classes="body", can_focus=False):
            yield from self.compose_body()
        yield Static(classes="refusal -nothing", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(id="back")
            yield Button(id="go", classes="-first -onward")
        yield KeyBar()

    def heading(self) -> str:
        """Name the page."""
        return self.t(f"opening.{self.GROUP}.title")

    def redraw_body(self) -> None:
        """Show the words on the buttons."""
        self.query_one("#back", Button).label = self.t("opening.common.back")
        self.query_one("#go", Button).label = self.t(f"opening.{self.GROUP}.go")

    def saved(self) -> Content:
        """Say nothing of what is saved: on this page nothing is."""
        return Content("")

    # --- work

    def work_on(self, task: Callable[[], Done], then: Callable[[Done], None]) -> None:
        """Do what takes a while, one thing at a time; what comes after falls away where the page was left."""
        if self._working:
            return
        self._working = True
        self._tell(self.t("opening.common.moment"), waiting=True)
        self.app.work(task, lambda done: self._ended(lambda: then(done)), self._ended_badly)

    def _ended(self, then: Callable[[], None]) -> None:
        self._working = False
        if self._in_front:
            self.refuse("")
            then()
        elif self.is_attached:
            self._after = partial(self._ended, then)

    def _ended_badly(self, sentence: str) -> None:
        self._ended(lambda: self._refused(sentence))

    def _refused(self, sentence: str) -> None:
        self.refuse(sentence)
        self.refused()

    def on_screen_resume(self) -> None:
        """Go on with what was done while something else lay in front."""
        after, self._after = self._after, None
        if after is not None:
            after()

    @property
    def _in_front(self) -> bool:
        """Tell whether nothing lies over the page; what shines through a dialog counts as current for Textual."""
        return self.app.screen is self

    def refused(self) -> None:
        """Begin again where what was typed was refused."""

    def refuse(self, sentence: str) -> None:
        """Say why it does not go on; an empty sentence takes that away."""
        self._tell(f"! {sentence}" if sentence else "", waiting=False)

    def _tell(self, sentence: str, *, waiting: bool) -> None:
        self.set_class(bool(sentence), "-told")
        place = self.query_one(".refusal", Static)
        place.set_class(waiting, "-waiting")
        place.set_class(not sentence, "-nothing")
        place.update(plain(sentence))

    # --- leaving

    @property
    def begun(self) -> bool:
        """Tell whether something would have to be typed again."""
        return False

    def back(self) -> None:
        """Go back by the button: leave the page, or go to the step before."""
        self.action_back()

    def action_back(self) -> None:
        """Leave the page; where something would have to be done again, ask first."""
        if self.begun and not self._working:
            self.app.ask(Leaving(), self._left)
        elif not self._working:
            self.leave()

    def _left(self, leaves: bool | None) -> None:
        if leaves:
            self.leave()

    def leave(self) -> None:
        """Throw the page away, with all that stands on it."""
        if self._in_front and len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    @on(Button.Pressed, "#back")
    def _go_back(self) -> None:
        if not self._working:
            self.back()

    @on(Secret.Changed)
    def _typing(self, event: Secret.Changed) -> None:
        if not isinstance(event, Secret.Submitted) and not self._working:
            self.refuse("")


class Leaving(Dialog[bool]):
    """Asks whether to leave what was begun."""

    CSS_PATH = "dialogs.tcss"
    DEFAULT_CSS = """
    Leaving Actions { margin-top: 1; }
    """
    AUTO_FOCUS = "Actions"

    def compose_body(self) -> ComposeResult:
        """Put the two ways under the question."""
        yield Static(classes="title", markup=False)
        yield Static(id="why", classes="quiet", markup=False)
        yield Actions()

    def redraw(self) -> None:
        """Show the words."""
        self.query_one(".title", Static).update(self.t("opening.leaving.title"))
        self.query_one("#why", Static).update(plain(self.t("opening.leaving.why")))
        self.query_one(Actions).show(("stay", "leave"), lambda id: Action(self.t(f"opening.leaving.{id}")))

    @on(Actions.Chosen)
    def _chosen(self, event: Actions.Chosen) -> None:
        self.dismiss(event.id == "leave")
