"""Strings that would be markup, commands to a terminal, or something else than what they look like."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events
from textual.app import App
from textual.content import Content

from mapper.interview.answer import Answer
from mapper.language.clean import UNWANTED, clean, clean_line
from mapper.questionnaire.model import Question
from mapper.tui.keys import Key
from mapper.tui.show import fit, plain, plain_line, wrap
from mapper.tui.widgets.actions import Action, Actions
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.editor import Editor, Line
from mapper.tui.widgets.field import Look
from mapper.tui.widgets.frame import Head, KeyBar
from mapper.tui.widgets.recognise import ViewField
from tests.tui.bench import NASTY, Bench, FieldBench, asked, frame


def seen(app: App[Any]) -> str:
    text = frame(app)
    assert not UNWANTED.search(text.replace("\n", ""))
    return text


def begins(nasty: str) -> str:
    """Give the first word of what must be seen: the words as they are, without what nobody may see."""
    return clean_line(nasty).split()[0][:12]


@pytest.mark.parametrize("nasty", NASTY)
def test_text_is_shown_as_it_is_without_what_nobody_sees(nasty: str) -> None:
    assert plain(nasty).plain == clean(nasty)
    assert plain(nasty).spans == []
    assert "\n" not in plain_line(nasty).plain


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("width", [1, 2, 7, 40])
def test_wrapped_and_fitted_text_has_the_width(nasty: str, width: int) -> None:
    assert fit(plain_line(nasty), width).cell_length == width
    for line in wrap(plain(nasty), max(width, 4), Content("• ")):
        assert line.cell_length <= max(width, 4)


async def test_in_the_frame_buttons_and_lists() -> None:
    head, bar, actions, button = Head(), KeyBar(), Actions(), Button()
    app = Bench(head, actions, button, bar)
    async with app.run_test() as pilot:
        for nasty in NASTY:
            button.label = nasty
            head.show(plain_line(nasty), plain_line(nasty))
            bar.show([Key("help", "f1", rank=0, shown=nasty)], "nb", plain_line(nasty))
            actions.show(["one"], lambda _, nasty=nasty: Action(nasty, nasty))  # type: ignore[misc]  # bound now
            app.clear_notifications()
            app.notify(clean(nasty), markup=False)
            await pilot.pause()
            assert seen(app).count(begins(nasty)) >= 3, nasty


def in_field(type: str, nasty: str, number: int) -> tuple[Question, Answer | None]:
    """Ask with these words, and answer with them where a type takes words."""
    words = {"nb": clean(nasty) or "-"}
    rest: dict[str, Any] = {"comment": True, "comment_ask": words}
    if type in ("one", "several"):
        rest["options"] = [{"code": "A", "text": words, "write_in": True}, {"code": "B", "text": words}]
    if type == "scale":
        rest |= {"low": words, "high": words}
    if type == "number":
        rest["unit"] = words
    if type == "table":
        columns = {"id": "a", "text": words, "type": "one", "options": [{"code": "A", "text": words}]}
        rest["columns"] = [columns, {"id": "b", "text": words}]
    values: dict[str, Any] = {
        "one": "A", "several": ("A",), "text": nasty, "list": (nasty,), "table": ({"a": "A", "b": nasty},),
    }  # fmt: skip
    answer = Answer("value", values[type], (("A", nasty),), nasty) if type in values else None
    return asked(type, f"part.it{number}", **rest), answer


@pytest.mark.parametrize("type", ["one", "several", "scale", "text", "number", "list", "table", "yes_no"])
async def test_in_every_field(type: str) -> None:
    app = FieldBench(*in_field(type, NASTY[0], 0), Look(label=NASTY[0]))
    async with app.run_test(size=(80, 60)) as pilot:
        for number, nasty in enumerate(NASTY):
            app.query_one("#before").focus()
            await pilot.pause()
            app.field.show(*in_field(type, nasty, number), Look(label=nasty))
            await pilot.pause()
            app.field.refuse(nasty)
            await pilot.press("tab", "enter")
            await pilot.pause()
            assert begins(nasty) in seen(app), nasty


async def test_typed_and_pasted() -> None:
    line, editor = Line(), Editor()
    app = Bench(line, editor)
    async with app.run_test() as pilot:
        for nasty in NASTY:
            for place in (line, editor):
                place.forget()
                place.focus()
                await pilot.pause()
                app.post_message(events.Paste(nasty))
                await pilot.pause()
                assert not UNWANTED.search(place.text)
            assert "\n" not in line.text
            assert editor.text == clean(nasty)
            seen(app)


async def test_in_the_view_of_what_was_added() -> None:
    field = ViewField()
    app = Bench(field)
    async with app.run_test() as pilot:
        for number, nasty in enumerate(NASTY):
            choices = [("yes", plain("Ja")), ("no", plain(nasty))]
            field.show(f"it{number}", plain(nasty), choices, plain(nasty), ("no", nasty))  # type: ignore[arg-type]
            await pilot.pause()
            assert begins(nasty) in seen(app), nasty
