"""Nothing gets through the gate that could move a cursor, turn a line or hide."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.language.clean import UNWANTED, clean, clean_line

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)


@given(ANY_TEXT)
def test_clean_text_holds_no_control_but_line_feed(text: str) -> None:
    cleaned = clean(text)
    assert not UNWANTED.search(cleaned)
    assert {char for char in cleaned if unicodedata.category(char) in {"Cc", "Cs", "Co"}} <= {"\n"}
    assert cleaned.encode().decode() == cleaned


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=40))
def test_letters_figures_and_signs_stay(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@given(ANY_TEXT)
def test_a_line_is_one_line(text: str) -> None:
    line = clean_line(text)
    assert line == line.strip()
    assert not set(line) & set("\n\r\t\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("\x1b]0;tittel\x07hei", "]0;tittelhei"),
        ("a\u202eb\u202c", "ab"),
        ("a\u200bb\ufeff", "ab"),
        ("en\r\nto\rtre\u2028fire", "en\nto\ntre\nfire"),
        ("tab\tulator", "tab ulator"),
        ("bla\u030abær", "blåbær"),
        ("bla\u200b\u030abær", "blåbær"),
        ("\ud800", ""),
        ("\ue000\U000f0000", ""),
        ("\U0001f469\u200d\U0001f467", "\U0001f469\u200d\U0001f467"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_examples(written: str, kept: str) -> None:
    assert clean(written) == kept
