"""The short code at the foot of a paper: from which case, at which moment of it, and which paper.

`7K3M-QX9P-2DAW`: 12 characters of Crockford's base32. They hold, high bits first, the finder of the case (10 bits, the
first of BLAKE2b of its id, personalised "mapper finder"), the number of the last event that the paper rests on (20), a
tag (25) and a check (5). The tag is the first bits of BLAKE2b, personalised "mapper paper", of the place (document,
language), keyed with the anchor: what the vault gives for a case up to an event. The check comes of the eleven
characters before it, as elements of GF(32) over x^5 + x^2 + 1: from 1 on, add each and multiply by x. One wrong
character, and two neighbours that changed places, are always found.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from mapper.vault.errors import VaultError
from mapper.vault.passphrase import tidied
from mapper.vault.recovery import ALPHABET, READ_AS
from mapper.vault.seal import place

CHARACTERS: Final = 12
_GROUP: Final = 4
_FINDER_BITS, _SEQ_BITS, _TAG_BITS = 10, 20, 25
_MODULUS: Final = 0b100101
MOST_EVENTS: Final = (1 << _SEQ_BITS) - 1
"""Events of a case that a code can count; a paper made after more has none."""
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212.,:;/_]+")


class PaperCodeMistyped(VaultError):
    """Tell that what was typed is no code of a paper. Facts: none."""

    code = "vault_paper_code"


@dataclass(frozen=True, slots=True)
class PaperCode:
    """What a code holds, each part as a number."""

    finder: int
    seq: int
    tag: int

    @classmethod
    def of(cls, case: str, seq: int, anchor: bytes, document: str, language: str) -> PaperCode:
        """Make the code of a paper that rests on a case's events up to `seq`, which `anchor` vouches for."""
        return cls(finder(case), seq, _bits(place(document, language), "mapper paper", _TAG_BITS, anchor))

    def __str__(self) -> str:
        """Write it for paper: `7K3M-QX9P-2DAW`."""
        data = (self.finder << _SEQ_BITS | self.seq) << _TAG_BITS | self.tag
        values = [data >> shift & 31 for shift in range(5 * (CHARACTERS - 2), -1, -5)]
        characters = "".join(ALPHABET[value] for value in (*values, _check(values)))
        return "-".join(characters[start : start + _GROUP] for start in range(0, CHARACTERS, _GROUP))


def read(text: str) -> PaperCode:
    """Read what somebody typed from a paper, as leniently as a recovery key. Raises PaperCodeMistyped."""
    characters = "".join(_BETWEEN.split(tidied(text).translate(READ_AS)))
    if len(characters) != CHARACTERS or not set(ALPHABET) >= set(characters):
        raise PaperCodeMistyped
    *values, check = map(ALPHABET.index, characters)
    if check != _check(values):
        raise PaperCodeMistyped
    data = 0
    for value in values:
        data = data << 5 | value
    rest, tag = divmod(data, 1 << _TAG_BITS)
    return PaperCode(*divmod(rest, 1 << _SEQ_BITS), tag)


def finder(case: str) -> int:
    """Give the few bits by which a case is looked for; many cases may share them."""
    return _bits(case.encode(), "mapper finder", _FINDER_BITS)


def _bits(data: bytes, person: str, bits: int, key: bytes = b"") -> int:
    digest = hashlib.blake2b(data, key=key, person=person.encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> (64 - bits)


def _check(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        check = _times_x(check ^ value)
    return check


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ _MODULUS if doubled & 32 else doubled
