"""Fields: what a person does with keys and mouse, and what the field tells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from textual import events

from mapper.interview.answer import Answer
from mapper.tui.widgets.choices import Choices
from mapper.tui.widgets.editor import Editor, Line
from mapper.tui.widgets.field import Field, Look
from mapper.tui.widgets.make import FIELDS, FieldSlot
from tests.tui.bench import Bench, FieldBench, asked, frame, rows

COLUMNS = [
    {"id": "who", "text": {"nb": "Hvem"}, "type": "text"},
    {"id": "role", "text": {"nb": "Rolle"}, "type": "one", "options": [
        {"code": "GP", "text": {"nb": "Fastlege"}}, {"code": "NAV", "text": {"nb": "Nav"}}]},
    {"id": "since", "text": {"nb": "Siden"}, "type": "date"},
    {"id": "knows", "text": {"nb": "Vet om planen"}, "type": "yes_no"},
]  # fmt: skip


async def test_walking_chooses_nothing_and_enter_chooses() -> None:
    app = FieldBench(asked("one"))
    async with app.run_test() as pilot:
        await pilot.press("tab", "down")
        assert app.answered() == []
        assert "▸ ( ) Hjem" in frame(app)
        await pilot.press("enter")
        assert app.answered() == ["HOME"]
        assert "(●) Hjem" in frame(app)


async def test_a_click_chooses() -> None:
    app = FieldBench(asked("yes_no"))
    async with app.run_test() as pilot:
        await pilot.pause()
        at = rows(app)[1].index("Nei")
        await pilot.click(offset=(at, 1))
        assert app.answered() == ["NO"]


async def test_a_choice_is_taken_back_with_delete() -> None:
    app = FieldBench(asked("one"), Answer("value", "HOME"))
    async with app.run_test() as pilot:
        await pilot.press("tab", "delete")
        assert app.answered() == [""]
        message = app.told[-1]
        assert isinstance(message, Field.Answered)
        assert message.empty


async def test_own_words_stand_beside_the_option_that_asks_for_them() -> None:
    app = FieldBench(asked("one"))
    async with app.run_test() as pilot:
        await pilot.press("tab", "end", "enter", *"Kor", "tab")
        await pilot.pause()
        message = app.told[-1]
        assert isinstance(message, Field.Answered)
        assert (message.words, message.write_in) == ("OTHER", {"OTHER": "Kor"})
        assert (message.ref, message.voice) == ("part.it", "participant")


async def test_several_keeps_the_order_and_tells_when_left() -> None:
    app = FieldBench(asked("several"))
    async with app.run_test() as pilot:
        await pilot.press("tab", "down", "space", "up", "space")
        assert app.answered() == []
        await pilot.press("tab")
        await pilot.pause()
        assert app.answered() == [("HOME", "WORK")]
        assert "[x] Arbeid" in frame(app)


async def test_several_holds_its_limit_and_says_so() -> None:
    app = FieldBench(asked("several", at_most=1))
    async with app.run_test() as pilot:
        await pilot.press("tab", "space", "down", "space")
        assert "[ ] Hjem" in frame(app)
        assert "inntil 1" in frame(app)


async def test_no_need_stands_alone() -> None:
    app = FieldBench(asked("several", protected=True, no_need=["HOME"]))
    async with app.run_test() as pilot:
        await pilot.press("tab", "space", "down", "space")
        assert app.field.said.words == ("HOME",)
        await pilot.press("up", "space")
        assert app.field.said.words == ("WORK",)


async def test_a_scale_is_walked_typed_and_left_without_a_number() -> None:
    app = FieldBench(asked("scale"))
    async with app.run_test() as pilot:
        await pilot.press("tab", "right")
        assert app.field.said.words == "5"
        await pilot.press("1", "0", "enter")
        assert app.answered() == ["10"]
        await pilot.press("delete")
        assert app.answered() == ["10", ""]
        assert "Du trenger ikke å velge et tall." in frame(app)


async def test_a_scale_takes_a_click_on_each_number() -> None:
    app = FieldBench(asked("scale"))
    async with app.run_test(size=(56, 16)) as pilot:
        await pilot.pause()
        row = next(at for at, line in enumerate(rows(app)) if " 7 " in line)
        await pilot.click(offset=(rows(app)[row].index("7"), row))
        assert app.answered() == ["7"]


@pytest.mark.parametrize(
    ("type", "typed", "words"),
    [("number", "7,5", "7,5"), ("money", "12 500", "12 500"), ("date", "3.4.2026", "3.4.2026")],
)
async def test_a_line_is_told_as_typed(type: str, typed: str, words: str) -> None:
    app = FieldBench(asked(type))
    async with app.run_test() as pilot:
        await pilot.press("tab", *typed, "enter")
        assert app.answered() == [words]


@pytest.mark.parametrize(
    ("type", "value", "shown"),
    [
        ("number", Decimal("7.5"), "7,5"),
        ("money", Decimal("12500.50"), "12500,50"),
        ("date", date(2026, 4, 3), "3.4.2026"),
        ("scale", Decimal(7), "7"),
        ("text", "Ord og [x]", "Ord og [x]"),
    ],
)
async def test_an_answer_is_shown_as_it_is_typed_and_is_no_news(type: str, value: object, shown: str) -> None:
    app = FieldBench(asked(type), Answer("value", value))  # type: ignore[arg-type]  # one of the values of Answer
    async with app.run_test() as pilot:
        await pilot.press("tab", "tab")
        await pilot.pause()
        assert app.field.said.words == shown
        assert app.told == []


async def test_a_text_counts_when_the_limit_is_near() -> None:
    app = FieldBench(asked("text", max=10))
    async with app.run_test() as pilot:
        await pilot.press("tab", *"Sju ord")
        assert "av 10 tegn" not in frame(app)
        await pilot.press(*"ene")
        assert "10 av 10 tegn" in frame(app)
        await pilot.press("x")
        assert "11 av 10 tegn. Ett for mye." in frame(app)


async def test_undo_in_a_line_and_a_paste_that_keeps_every_line() -> None:
    app = FieldBench(asked("date"))
    async with app.run_test() as pilot:
        await pilot.press("tab", "a", "b")
        line = app.field.query_one(Line)
        app.post_message(events.Paste("one\ntwo\x1b[31m\tthree"))
        await pilot.pause()
        assert line.text == "abone two[31m three"
        await pilot.press("ctrl+z")
        assert line.text == "ab"
        await pilot.press("ctrl+y")
        assert line.text == "abone two[31m three"


async def test_undo_does_not_bring_back_the_words_of_the_question_before() -> None:
    app = FieldBench(asked("text"))
    async with app.run_test() as pilot:
        await pilot.press("tab", *"secret")
        app.field.show(asked("text", ref="part.other"), None, Look())
        await pilot.press("ctrl+z")
        assert app.field.query_one("#words", Editor).text == ""


async def test_what_is_being_typed_is_kept_when_the_question_is_shown_again() -> None:
    app = FieldBench(asked("text"))
    async with app.run_test() as pilot:
        await pilot.press("tab", *"half")
        app.field.show(app.question, None, Look("en"))
        assert app.field.said.words == "half"


async def test_room_keys_are_not_taken_by_a_field() -> None:
    for key in ("f6", "f7"):
        assert key not in Editor()._bindings.key_to_bindings


async def test_a_refused_answer_is_told_again() -> None:
    app = FieldBench(asked("date"))
    async with app.run_test() as pilot:
        await pilot.press("tab", *"31.02", "enter")
        app.field.refuse("Skriv dagen slik: [/x] 3.4.2026.")
        await pilot.pause()
        assert "! Skriv dagen slik: [/x] 3.4.2026." in frame(app)
        await pilot.press("enter")
        assert app.answered() == ["31.02", "31.02"]
        await pilot.press("backspace")
        assert "Skriv dagen slik" not in frame(app)


async def test_a_comment_stands_beside_a_code() -> None:
    app = FieldBench(asked("yes_no", comment=True))
    async with app.run_test() as pilot:
        await pilot.press("tab", "enter", "tab", *"bare litt", "tab")
        await pilot.pause()
        message = app.told[-1]
        assert isinstance(message, Field.Answered)
        assert (message.words, message.comment) == ("YES", "bare litt")


async def test_lines_are_added_changed_and_removed() -> None:
    app = FieldBench(asked("list"))
    async with app.run_test() as pilot:
        await pilot.press("tab", *"ett", "enter", *"to", "enter")
        assert app.answered()[-1] == ("ett", "to")
        await pilot.press("shift+tab", "home", "enter", *"!", "enter")
        assert app.answered()[-1] == ("ett!", "to")
        await pilot.press("shift+tab", "home", "delete")
        assert app.answered()[-1] == ("to",)


async def test_a_line_begun_and_left_counts() -> None:
    app = FieldBench(asked("list"))
    async with app.run_test() as pilot:
        await pilot.press("tab", *"ett", "tab", "tab")
        await pilot.pause()
        assert app.answered() == [("ett",)]


async def test_a_list_holds_its_rows() -> None:
    app = FieldBench(asked("list", rows=1))
    async with app.run_test() as pilot:
        await pilot.press("tab", *"ett", "enter", *"to", "enter")
        assert app.answered() == [("ett",)]
        assert "plass til 1" in frame(app)


async def test_rows_are_filled_in_one_at_a_time() -> None:
    app = FieldBench(asked("table", columns=COLUMNS))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("tab", "enter")
        await pilot.pause()
        await pilot.press(*"Kari", "tab", "down", "enter", "tab", *"3.4.2026", "tab", "enter", "tab", "enter")
        await pilot.pause()
        assert app.answered() == [({"who": "Kari", "role": "NAV", "since": "3.4.2026", "knows": "YES"},)]
        assert "• Kari · Nav · 3.4.2026 · Vet om planen: Ja" in frame(app)


async def test_a_row_is_changed_and_removed() -> None:
    app = FieldBench(asked("table", columns=COLUMNS), Answer("value", ({"who": "Kari"}, {"who": "Ola"})))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("tab", "down", "enter")
        await pilot.pause()
        await pilot.press(*" Prøve", "tab", "tab", "tab", "tab", "enter")
        await pilot.pause()
        assert app.answered()[-1] == ({"who": "Kari"}, {"who": "Ola Prøve"})
        await pilot.press("shift+tab", "home", "delete")
        await pilot.pause()
        assert app.answered()[-1] == ({"who": "Ola Prøve"},)


async def test_the_second_language_stands_beside() -> None:
    options = [{"code": "A", "text": {"nb": "Smerter", "en": "Pain"}}, {"code": "B", "text": {"nb": "Annet"}}]
    app = FieldBench(asked("one", options=options), look=Look("nb", "en"))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Smerter · Pain" in frame(app)
        app.field.show(app.question, None, Look("en", "nb"))
        await pilot.pause()
        assert "Pain · Smerter" in frame(app)


async def test_long_options_wrap_under_themselves_and_scroll_in_a_small_window() -> None:
    options = [{"code": f"C{n}", "text": {"nb": f"Valg {n} " + "langt " * 12}} for n in range(12)]
    app = FieldBench(asked("one", options=options))
    async with app.run_test(size=(56, 16)) as pilot:
        await pilot.press("tab")
        await pilot.press(*["down"] * 11)
        await pilot.pause()
        assert "▸ ( ) Valg 11" in frame(app)
        under = rows(app)[next(at for at, line in enumerate(rows(app)) if "Valg 11" in line) + 1]
        assert under.startswith("      langt")
        await pilot.press("home")
        await pilot.pause()
        assert "▸ ( ) Valg 0" in frame(app)


async def test_a_slot_keeps_one_field_of_each_kind() -> None:
    slot = FieldSlot()
    app = Bench(slot)
    async with app.run_test() as pilot:
        first = await slot.show(asked("text"), None, Look())
        other = await slot.show(asked("scale"), None, Look())
        again = await slot.show(asked("text", ref="part.more"), None, Look())
        await pilot.pause()
        assert first is again
        assert again.display
        assert not other.display
        assert len(slot.children) == 2


async def test_tab_goes_through_and_out_of_every_field() -> None:
    for type in FIELDS:
        rest: dict[str, Any] = {"columns": COLUMNS} if type == "table" else {}
        app = FieldBench(asked(type, **rest))
        async with app.run_test(size=(56, 16)) as pilot:
            await pilot.press("tab")
            assert app.field.has_focus_within, type
            await pilot.press(*["tab"] * 4)
            for _ in range(4):
                if app.focused is not None and app.focused.id in ("after", "before"):
                    break
                await pilot.press("tab")
            assert app.focused is not None
            assert app.focused.id in ("after", "before"), type


async def test_a_focused_field_shows_by_its_shape() -> None:
    app = FieldBench(asked("text"))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "╭" in frame(app)
        await pilot.press("tab")
        assert "┏" in frame(app)


async def test_arrows_leave_choices_at_their_ends_without_choosing() -> None:
    app = FieldBench(asked("one"))
    async with app.run_test() as pilot:
        await pilot.press("tab", "up", "up")
        assert app.field.query_one(Choices).current == 0
        assert app.answered() == []


async def test_a_comment_alone_is_no_empty_field() -> None:
    app = FieldBench(asked("yes_no", comment=True))
    async with app.run_test() as pilot:
        await pilot.press("tab", "tab", *"fem", "tab")
        await pilot.pause()
        message = app.told[-1]
        assert isinstance(message, Field.Answered)
        assert (message.words, message.comment, message.empty) == ("", "fem", False)
