"""How many guesses a passphrase stands against: the lesser of two counts.

`zxcvbn` knows passwords that leaked, keyboards, dates and English. It takes Norwegian for random letters, so words are
also counted by their letters: two bits each, what a letter within a word holds (Shannon, 1951: 2.1 to 2.6 bits).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WINDOW = 40
"""Characters that are looked at, from the start and from the end: `zxcvbn` grows with the cube of the length."""

MOST_DISGUISES = 8
"""Different signs that `zxcvbn` may take for letters in one text: it tries all ways, and 20 signs take it seconds."""

_RUN = re.compile(r"[A-Z]?[^\W\d_A-Z]{2,}|[A-Z]{3,}|.", re.DOTALL)
_LETTER_OF_WORD, _LETTER, _DIGIT, _SIGN, _IDEOGRAPH = 4, 20, 10, 10, 100
_FIRST_IDEOGRAPH = 0x2E80
_WITHOUT_MARK = {0xE6: "ae", 0xC6: "Ae", 0xF8: "o", 0xD8: "O", 0xDF: "ss", 0xF0: "d", 0xFE: "th"}
_DISGUISES = frozenset("4@8({[<369&#!1/|0$5+7%2")
_AWAY = 0x2500
_KEYBOARD = frozenset({"spatial", "sequence"})
_COMMON = frozenset({"passwords", "user_inputs"})


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many guesses it takes, and by which pattern: repeats, known, keyboard, common, or none."""

    guesses: int
    pattern: str


def estimated(phrase: str, known: Iterable[str]) -> Estimate:
    """Count the guesses for a tidied phrase in which what is known, and what was said before, count for nothing."""
    plain = folded(phrase)
    bare = without_known(plain, known)
    core = without_repeats(bare)
    found = max(windows(core), key=lambda estimate: estimate.guesses)
    if len(without_repeats(plain)) * 2 <= len(plain):
        return Estimate(found.guesses, "repeats")
    return Estimate(found.guesses, "known") if bare != plain else found


def windows(core: str) -> Iterator[Estimate]:
    """Estimate the start, and the end of what is too long to look at as a whole."""
    yield judged(core[:WINDOW])
    if len(core) > WINDOW:
        yield judged(core[-WINDOW:])


def judged(core: str) -> Estimate:
    """Take the lesser of both counts, and the pattern that covers at least half of the characters."""
    if not core:
        return Estimate(1, "")
    from zxcvbn import zxcvbn

    result = zxcvbn(with_few_disguises(core), user_inputs=list(common()))
    guesses = min(int(result["guesses"]), math.prod(cost(run) for run in _RUN.findall(core)))
    return Estimate(guesses, pattern(result["sequence"], len(core)))


def with_few_disguises(core: str) -> str:
    """Keep the signs that stand for letters (`p@ss`) up to the most that may be tried; the rest are moved away."""
    signs = [sign for sign in dict.fromkeys(core) if sign in _DISGUISES]
    return core.translate({ord(sign): ord(sign) + _AWAY for sign in signs[MOST_DISGUISES:]})


def pattern(matches: Sequence[Mapping[str, object]], length: int) -> str:
    """Name what most of the characters belong to."""
    keyboard = sum(len(str(match["token"])) for match in matches if match["pattern"] in _KEYBOARD)
    choices = sum(len(str(match["token"])) for match in matches if match.get("dictionary_name") in _COMMON)
    if max(keyboard, choices) * 2 < length:
        return ""
    return "keyboard" if keyboard > choices else "common"


def cost(run: str) -> int:
    """Count the guesses for one run of letters, or for one other character."""
    if len(run) == 1:
        return _cost_of_character(run)
    letters = math.prod(_IDEOGRAPH if ord(letter) >= _FIRST_IDEOGRAPH else _LETTER_OF_WORD for letter in run)
    return min(letters, len(common())) if run.lower() in common() else letters


def _cost_of_character(character: str) -> int:
    if ord(character) >= _FIRST_IDEOGRAPH:
        return _IDEOGRAPH
    if character.isspace():
        return 1
    return _LETTER if character.isalpha() else _DIGIT if character.isdigit() else _SIGN


def folded(text: str) -> str:
    """Write letters without their marks: people choose the same words with and without them."""
    parts = unicodedata.normalize("NFKD", text.translate(_WITHOUT_MARK))
    return "".join(character for character in parts if not unicodedata.combining(character))


def without_known(text: str, known: Iterable[str]) -> str:
    """Take out every name of three letters or more, wherever it stands."""
    names = {name for entry in known for name in re.findall(r"\w{3,}", folded(entry).lower())}
    if not names:
        return text
    longest_first = sorted(names, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), "", text, flags=re.IGNORECASE)


def without_repeats(text: str) -> str:
    """Keep each word once, and one turn of what goes round."""
    return one_turn(each_word_once(one_turn(text)))


def each_word_once(text: str) -> str:
    """Drop the words that came before."""
    seen: set[str] = set()
    kept = []
    for run in _RUN.findall(text):
        if len(run) == 1 or run.lower() not in seen:
            kept.append(run)
        seen.add(run.lower())
    return " ".join("".join(kept).split())


def one_turn(text: str) -> str:
    """Keep what is said over and over once, whether or not a space stands between."""
    turn = text[: period(text)]
    return turn if turn != text else text[: period(f"{text} ")].strip()


def period(text: str) -> int:
    """Find after how many characters the text begins anew (its whole length, when it does not do so twice)."""
    borders = [0] * len(text)
    for place in range(1, len(text)):
        length = borders[place - 1]
        while length and text[place] != text[length]:
            length = borders[length - 1]
        borders[place] = length + (text[place] == text[length])
    turn = len(text) - borders[-1] if text else 0
    return turn if turn * 2 <= len(text) else len(text)


@cache
def common() -> tuple[str, ...]:
    """Read the words that people here choose first, most chosen first, without marks on letters."""
    return tuple(Path(__file__).with_name("common.txt").read_text("ascii").split())
