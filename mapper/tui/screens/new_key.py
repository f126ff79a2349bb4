"""Making a recovery key, in three steps: what it takes, the key to write down, the key typed back from the paper."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from mapper.tui.screens.secret import SecretPage
from mapper.tui.show import plain_line
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.editor import Line
from mapper.tui.widgets.recovery import ShownKey, TypedKey
from mapper.tui.widgets.secret import Secret

if TYPE_CHECKING:
    from mapper.desk.keeper import Prepared
    from mapper.fault import Fault

_STEPS = ("start", "shown", "typed")


class NewKey(SecretPage):
    """Draws keys that stand nowhere before the last step ends."""

    MADE: ClassVar[str] = ""
    """What is said in the end, by its catalogue key."""

    def __init__(self) -> None:
        super().__init__()
        self._step = 0
        self._prepared: Prepared | None = None

    # --- what the kinds of it say

    @abstractmethod
    def compose_start(self) -> ComposeResult:
        """Give the widgets of the first step."""

    @abstractmethod
    def say_start(self) -> None:
        """Show the words of the first step."""

    @abstractmethod
    def slip(self) -> str:
        """Name what is wrong in the first step, by its catalogue key; empty where nothing is."""

    @abstractmethod
    def preparing(self) -> Callable[[], Prepared]:
        """Give the work that draws the keys from what was typed in the first step."""

    @abstractmethod
    def forget_start(self) -> None:
        """Let go of what was typed in the first step."""

    @abstractmethod
    def making(self, prepared: Prepared, typed: str) -> Callable[[], tuple[Fault, ...]]:
        """Give the work that puts the keys in their place, and then what is to be told."""

    @abstractmethod
    def made(self) -> None:
        """Go on from here: the keys are in their place."""

    # --- the steps

    def compose_body(self) -> ComposeResult:
        """Put the steps behind each other; one of them is shown."""
        with Vertical(id="start", classes="step"):
            yield from self.compose_start()
        with Vertical(id="shown", classes="step"):
            yield ShownKey()
        with Vertical(id="typed", classes="step"):
            yield TypedKey()

    def left(self) -> Content:
        """Name the page and the step in the head."""
        step = self.t("opening.common.step", number=self._step + 1, total=len(_STEPS))
        return plain_line(" · ".join((self.t("tui.head.title"), self.heading(), step)))

    def redraw_body(self) -> None:
        """Show the step's words."""
        super().redraw_body()
        for number, name in enumerate(_STEPS):
            self.query_one(f"#{name}", Vertical).display = number == self._step
        self.say_start()
        self.query_one(ShownKey).say(self.app.language)
        self.query_one(TypedKey).say(self.app.language, "opening.recovery.back_ask")
        if self._step:
            name = "written" if self._step == 1 else "finish"
            self.query_one("#go", Button).label = self.t(f"opening.recovery.{name}")

    def _go_to(self, step: int) -> None:
        self._step = step
        self.refuse("")
        self.redraw()
        if step == 1 and self._prepared is not None:
            self.query_one(ShownKey).show(self._prepared.recovery)
            self.query_one("#go", Button).focus()
        else:
            self.query_one(ShownKey).forget()
        typed = self.query_one(TypedKey).line
        typed.forget()
        if step == 2:
            typed.focus()

    @property
    def begun(self) -> bool:
        """Tell whether keys were drawn."""
        return self._step > 0

    def back(self) -> None:
        """Go to the step before; the keys that were drawn are thrown away with the first."""
        if self._step == 0:
            self.action_back()
            return
        self._go_to(self._step - 1)
        if self._step == 0:
            self._prepared = None
            self.query(Secret).first().focus()

    @on(Secret.Submitted)
    def _typed(self) -> None:
        further = self.query("#start Line")
        if self._step == 0 and further:
            further.first().focus()
        else:
            self._go()

    @on(Button.Pressed, "#go")
    @on(Line.Submitted)
    def _go(self) -> None:
        if self._step == 0:
            self._prepare()
        elif self._step == 1:
            self._go_to(2)
        elif self._prepared is not None:
            typed = self.query_one(TypedKey).line.read()
            self.work_on(self.making(self._prepared, typed), self._made)

    def _prepare(self) -> None:
        slip = self.slip()
        if slip:
            self.refuse(self.t(slip))
            self.refused()
        else:
            self.work_on(self.preparing(), self._show)

    def refused(self) -> None:
        """Begin again at the first line of the step."""
        self.query(f"#{_STEPS[self._step]} Secret").first().focus()

    def _show(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self.forget_start()
        self._go_to(1)

    def _made(self, told: tuple[Fault, ...]) -> None:
        self._prepared = None
        self.leave()
        self.app.notify(self.t(self.MADE))
        for fault in told:
            self.app.trouble(self.app.told(fault))
        self.made()

    def on_unmount(self) -> None:
        """Forget the keys with the page."""
        self._prepared = None
