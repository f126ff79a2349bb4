"""One language stands in for another, in a known order."""

from __future__ import annotations

import pytest

from mapper.language.text import Text

ALL = Text.of({"nb": "hei", "nn": "hei du", "en": "hello"})


@pytest.mark.parametrize(("language", "words"), [("nb", "hei"), ("nn", "hei du"), ("en", "hello"), ("pl", "hei")])
def test_a_reader_gets_their_own_words_or_bokmal(language: str, words: str) -> None:
    assert ALL.to(language) == words


@pytest.mark.parametrize(
    ("written", "language", "shown"),
    [
        ({"nb": "b", "en": "e"}, "nn", "nb"),
        ({"nn": "n", "en": "e"}, "nb", "nn"),
        ({"nn": "n", "nb": "b"}, "en", "nb"),
        ({"en": "e"}, "nb", "en"),
        ({"pl": "p"}, "nb", "pl"),
        ({"pl": "p", "nb": "b"}, "pl", "pl"),
    ],
)
def test_the_nearest_language_stands_in(written: dict[str, str], language: str, shown: str) -> None:
    assert Text.of(written).language_for(language) == shown
    assert Text.of(written).to(language) == written[shown]


def test_no_words_at_all_are_blank() -> None:
    assert Text(()).to("nb") == ""


def test_the_order_written_is_kept() -> None:
    assert [code for code, _ in ALL] == ["nb", "nn", "en"]
    assert ALL.has("nn")
    assert not ALL.has("pl")
