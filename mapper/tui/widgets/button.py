"""A button of one line, with words on it; where the focus is shows by its shape, not by colour alone."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from mapper.tui.show import plain_line


class Button(Widget, can_focus=True):
    """Does one thing when it is pressed: `[ Next ▶ ]`, and `▐ Next ▶ ▌` in reverse where the focus is."""

    DEFAULT_CSS = """
    Button {
        width: auto;
        height: 1;
        color: $primary;
        pointer: pointer;
        &:hover { text-style: underline; }
        &:focus { background: $primary; color: $background; text-style: bold; }
        &.-first { text-style: bold; }
        &:disabled { color: $quiet; text-style: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "press", show=False)]
    ALLOW_SELECT = False

    label: reactive[str] = reactive("", layout=True)

    class Pressed(Message):
        """The person pressed the button."""

        def __init__(self, button: Button) -> None:
            super().__init__()
            self.button = button

        @property
        def control(self) -> Button:
            """Name the button, for `@on(Button.Pressed, "#id")`."""
            return self.button

    def __init__(
        self, label: str = "", *, id: str | None = None, classes: str | None = None, disabled: bool = False
    ) -> None:
        super().__init__(id=id, classes=classes, disabled=disabled)
        self.set_reactive(Button.label, label)

    def render(self) -> Content:
        """Draw the words between their brackets."""
        left, right = ("▐ ", " ▌") if self.has_focus else ("[ ", " ]")
        return Content(left) + plain_line(self.label) + Content(right)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002  # Textual's signature
        """Give the width of the words and the brackets."""
        return plain_line(self.label).cell_length + 4

    def press(self) -> None:
        """Do as if the person had pressed it."""
        if not self.disabled and self.display:
            self.post_message(self.Pressed(self))

    def action_press(self) -> None:
        """Press by key."""
        self.press()

    def on_click(self, event: events.Click) -> None:
        """Press by mouse."""
        event.stop()
        self.press()
