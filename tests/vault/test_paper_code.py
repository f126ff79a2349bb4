"""The code of a paper is read back as it was written, and a slip of the pen is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.vault.paper_code import MOST_EVENTS, PaperCode, PaperCodeMistyped, read
from mapper.vault.recovery import ALPHABET

CODES = st.builds(PaperCode, st.integers(0, 1023), st.integers(0, MOST_EVENTS), st.integers(0, (1 << 25) - 1))
ANCHOR = bytes(range(32))


@given(CODES)
def test_what_is_written_is_read(code: PaperCode) -> None:
    assert read(str(code)) == code
    assert len(str(code)) == 14


@given(CODES, st.data())
def test_one_wrong_character_is_found(code: PaperCode, data: st.DataObject) -> None:
    characters = list(str(code).replace("-", ""))
    place = data.draw(st.integers(0, 11))
    wrong = data.draw(st.sampled_from([each for each in ALPHABET if each != characters[place]]))
    characters[place] = wrong
    with pytest.raises(PaperCodeMistyped):
        read("".join(characters))


@given(CODES, st.integers(0, 10))
def test_two_neighbours_that_changed_places_are_found(code: PaperCode, place: int) -> None:
    characters = list(str(code).replace("-", ""))
    swapped = [*characters[:place], characters[place + 1], characters[place], *characters[place + 2 :]]
    if swapped != characters:
        with pytest.raises(PaperCodeMistyped):
            read("".join(swapped))


def test_it_may_be_typed_as_people_type() -> None:
    code = PaperCode(1, 1, 1)
    assert str(code) == "0100-0100-001Y"
    for typed in ("0100 0100 001y", " oioo-oloo-ooIy ", "0100\u20130100\u2013001Y", "01000100001Y"):
        assert read(typed) == code


@pytest.mark.parametrize(
    "typed", ["", "0100-0100", "0100-0100-001Y-0", "0100-0100-001U", "0100-0100-001Æ", "0" * 12, "\0"]
)
def test_anything_else_is_no_code(typed: str) -> None:
    with pytest.raises(PaperCodeMistyped):
        read(typed)


def test_the_form_stays_for_ever() -> None:
    assert str(PaperCode.of("a1" * 16, 5, ANCHOR, "summary", "nb")) == "Y200-0514-DRB6"


def test_each_paper_and_language_has_its_own() -> None:
    made = {
        PaperCode.of("a", 5, ANCHOR, document, language)
        for document in ("summary", "plan")
        for language in ("nb", "nn")
    }
    assert len(made) == 4
