"""A bench to try one widget on: shows it alone, keeps what it tells, and draws the screen as rows of text."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from pydantic import TypeAdapter
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget

from mapper.interview.answer import Answer
from mapper.questionnaire.model import AnyQuestion, Question
from mapper.tui.themes import DARK, LIGHT
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.field import Field, Look
from mapper.tui.widgets.make import make_field

Shown = TypeVar("Shown", bound=Widget)

NASTY = (
    "[/x]",
    "[red]red[/]",
    "[@click=app.quit]go[/]",
    "[bold",
    "\\[x]",
    "$foreground {braces} %s",
    "\x1b]52;c;aGFja2Vk\x07",
    "\x1b[31mred\x1b[0m",
    "\x9b31m",
    "a\u202eb\u2066c",
    "e\u0301 \u0000 \x07 \x08",
    "漢字 ترجمه 👩‍👩‍👧",
    "</p><script>alert(1)</script>",
    "{{ 7*7 }}",
    "x" * 300,
    "one\ntwo\r\nthree\tfour",
)
"""What a text from a person or a file may hold, and must not do."""


def asked(type: str, ref: str = "part.it", **rest: Any) -> Question:
    """Make a question of a type."""
    words: dict[str, Any] = {"id": "it", "ask": {"nb": "Spørsmål?"}, "type": type}
    if type in ("one", "several"):
        codes = (("WORK", "Arbeid", False), ("HOME", "Hjem", False), ("OTHER", "Noe annet", True))
        words["options"] = [{"code": code, "text": {"nb": text}, "write_in": own} for code, text, own in codes]
    if type == "scale":
        words |= {"low": {"nb": "dårlig"}, "high": {"nb": "bra"}}
    question = TypeAdapter[Question](AnyQuestion).validate_python(words | rest)
    return question.model_copy(update={"ref": ref, "section": "part"})


class Bench(App[None]):
    """Shows one widget between two buttons."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, *shown: Widget, theme: str = "mapper-light") -> None:
        super().__init__()
        self.shown = shown
        self.told: list[Message] = []
        for known in (LIGHT, DARK):
            self.register_theme(known)
        self.theme = theme

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield Button("before", id="before")
            yield from self.shown
            yield Button("after", id="after")

    def on_field_typing(self, message: Field.Typing) -> None:
        self.told.append(message)

    def on_field_answered(self, message: Field.Answered) -> None:
        self.told.append(message)

    def answered(self) -> list[Any]:
        return [told.words for told in self.told if isinstance(told, Field.Answered)]


class FieldBench(Bench):
    """Shows the field of one question."""

    def __init__(self, question: Question, answer: Answer | None = None, look: Look | None = None) -> None:
        self.field = make_field(question)
        super().__init__(self.field)
        self.question, self.answer, self.look = question, answer, look or Look()

    def on_mount(self) -> None:
        self.field.show(self.question, self.answer, self.look)


def rows(app: App[Any]) -> list[str]:
    """Draw the screen in front as rows of text."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def frame(app: App[Any]) -> str:
    """Draw the screen in front as one text."""
    return "\n".join(rows(app))
