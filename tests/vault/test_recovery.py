"""The recovery key as it is read off the paper: forgiving about how, strict about what."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.language.telling import tell
from mapper.language.text import SCREEN_LANGUAGES
from mapper.vault.recovery import (
    ALPHABET,
    KEY_BYTES,
    RecoveryGroupMistyped,
    RecoveryMistyped,
    RecoveryShort,
    differing,
    new,
    read,
    written,
)

RAW = bytes(range(1, KEY_BYTES + 1))
PAPER = "04106-1050R-3GG28-A1C60-T3GF2-08H44-RMT52"
Change = Callable[[list[str]], list[str]]
Typing = Callable[[str], str]

KEYS = st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES)
FULL_WIDTH = str.maketrans({character: chr(ord(character) + 0xFEE0) for character in f"{ALPHABET}-"})


def test_a_key_is_seven_groups_of_five() -> None:
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){6}", written(new()))


def test_the_same_key_is_written_as_it_always_was() -> None:
    assert written(RAW) == PAPER
    assert written(bytes(KEY_BYTES)) == "00000-00000-00000-00000-00000-00000-00001"


@given(KEYS)
def test_what_is_written_is_read(raw: bytes) -> None:
    assert read(written(raw)) == raw


@pytest.mark.parametrize(
    "typed",
    [
        lambda paper: paper.lower(),
        lambda paper: paper.replace("-", ""),
        lambda paper: paper.replace("-", " "),
        lambda paper: f"  {paper.replace('-', chr(0x2013))}\n",
        lambda paper: paper.replace("-", "\r\n"),
        lambda paper: paper.replace("-", " - "),
        lambda paper: paper.replace("0", "O").replace("1", "I"),
        lambda paper: paper.replace("0", "o").replace("1", "l").lower(),
        lambda paper: paper.translate(FULL_WIDTH),
        lambda paper: " ".join(paper.replace("-", "")),
        lambda paper: f"\u200b{paper}\ufeff",
        lambda paper: unicodedata.normalize("NFD", paper),
    ],
)
@given(raw=KEYS)
@settings(max_examples=30)
def test_it_may_be_typed_in_many_ways(typed: Typing, raw: bytes) -> None:
    assert read(typed(written(raw))) == raw


@given(KEYS, st.integers(0, 34), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(raw: bytes, place: int, wrong: str) -> None:
    paper = written(raw).replace("-", "")
    typed = f"{paper[:place]}{wrong}{paper[place + 1 :]}"
    if typed == paper:
        assert read(typed) == raw
    else:
        with pytest.raises(RecoveryMistyped):
            read(typed)


@given(KEYS, st.integers(0, 34), st.integers(0, 34))
def test_two_characters_that_changed_places_are_always_found(raw: bytes, one: int, other: int) -> None:
    typed = list(written(raw).replace("-", ""))
    typed[one], typed[other] = typed[other], typed[one]
    if "".join(typed) == written(raw).replace("-", ""):
        assert read("".join(typed)) == raw
    else:
        with pytest.raises(RecoveryMistyped):
            read("".join(typed))


def test_every_single_mistake_in_one_key_is_found() -> None:
    paper = written(RAW).replace("-", "")
    for place in range(len(paper)):
        for wrong in set(ALPHABET) - {paper[place]}:
            with pytest.raises(RecoveryMistyped):
                read(f"{paper[:place]}{wrong}{paper[place + 1 :]}")


@pytest.mark.parametrize(
    ("change", "group"),
    [
        (lambda groups: [*groups[:2], "3GG2U", *groups[3:]], 3),
        (lambda groups: [*groups[:2], "3GGå8", *groups[3:]], 3),
        (lambda groups: [*groups[:4], "T3GF", *groups[5:]], 5),
        (lambda groups: [*groups[:4], "T3GF22", *groups[5:]], 5),
        (lambda groups: [*groups[:1], "3G?28", "U", *groups[3:]], 2),
        (lambda groups: [*groups, "00000"], 0),
        (lambda groups: [groups[1], groups[0], *groups[2:]], 0),
        (lambda groups: ["".join(groups)[:-1]], 0),
        (lambda groups: ["".join(groups).replace("A1C60", "A1U60")], 4),
        (lambda groups: list("".join(groups).replace("A1C60", "A1U60")), 4),
        (lambda groups: list("".join(groups)[:-1]), 0),
        (lambda groups: [], 0),
    ],
)
def test_the_first_group_that_cannot_be_right_is_told(change: Change, group: int) -> None:
    with pytest.raises(RecoveryMistyped) as told:
        read("-".join(change(written(RAW).split("-"))))
    assert told.value.facts == {"group": group}
    assert isinstance(told.value, RecoveryGroupMistyped) is (group > 0)


@pytest.mark.parametrize("between", ["-", " ", "", "\n"])
@pytest.mark.parametrize("n", range(1, 7))
def test_too_few_groups_are_counted(n: int, between: str) -> None:
    with pytest.raises(RecoveryShort) as told:
        read(between.join(PAPER.split("-")[:n]))
    assert told.value.facts == {"n": n, "group": n + 1}


def numbered(groups: list[str], form: str = "{} {}") -> str:
    return " ".join(form.format(number, group) for number, group in enumerate(groups, 1))


@given(KEYS, st.sampled_from(["{} {}", "{}. {}", "{}-{}", "{}:\t{}\n", "{}   {}     "]))
def test_the_numbers_of_the_groups_may_be_typed_along(raw: bytes, form: str) -> None:
    paper = written(raw)
    assert read(numbered(paper.split("-"), form)) == raw
    assert differing(numbered(paper.split("-"), form), paper) == 0


def test_mistakes_between_the_numbers_are_told_as_ever() -> None:
    groups = PAPER.split("-")
    with pytest.raises(RecoveryShort) as short:
        read(numbered(groups[:5]))
    assert short.value.facts["n"] == 5
    with pytest.raises(RecoveryGroupMistyped) as mistyped:
        read(numbered([*groups[:2], "3GG2", *groups[3:]]))
    assert mistyped.value.facts == {"group": 3}


def test_single_characters_that_make_up_a_key_are_no_numbers() -> None:
    data = 0
    for character in "1AAAA2BBBB3CCCC4DDDD5EEEE6FFFF7G":
        data = data << 5 | ALPHABET.index(character)
    raw = data.to_bytes(KEY_BYTES)
    parts = [part for group in written(raw).split("-") for part in (group[0], group[1:])]
    assert parts[::2] == list("1234567")
    assert read(" ".join(parts)) == raw


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        (PAPER, 0),
        (PAPER.lower().replace("-", " "), 0),
        (PAPER.replace("3GG28", "3GG29"), 3),
        (PAPER.replace("-", "")[:-1], 7),
        (written(bytes(KEY_BYTES)), 1),
        ("", 1),
    ],
)
def test_a_key_typed_back_is_held_beside_the_one_that_was_shown(typed: str, group: int) -> None:
    assert differing(typed, PAPER) == group


@given(st.text(alphabet=st.characters()))
def test_any_text_is_refused_in_words(text: str) -> None:
    with pytest.raises(RecoveryMistyped) as told:
        read(text)
    for language in SCREEN_LANGUAGES:
        assert tell(told.value.code, told.value.facts, language).do


@pytest.mark.parametrize("sharp", ["ß", "ﬆ", "ŉ", "ı"])
def test_a_letter_of_two_does_not_slip_in(sharp: str) -> None:
    paper = written(RAW).replace("-", "")
    with pytest.raises(RecoveryMistyped):
        read(f"{paper[:5]}{sharp}{paper[6:]}")


@pytest.mark.parametrize("length", [0, KEY_BYTES - 1, KEY_BYTES + 1])
def test_only_whole_keys_are_written(length: int) -> None:
    with pytest.raises(ValueError, match="20"):
        written(bytes(length))


def test_no_two_keys_are_drawn_alike() -> None:
    assert len({new() for _ in range(1000)}) == 1000
