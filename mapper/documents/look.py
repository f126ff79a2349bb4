"""How the papers of an office look: what stands around the text, and how large it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from mapper.office import Office

ACCENT: Final = "#1f5c8b"
"""The colour of lines and headings where an office has chosen none; 6.9:1 against white."""


LogoKind: TypeAlias = Literal["png", "jpg", "svg"]


@dataclass(frozen=True, slots=True)
class Logo:
    """The office's mark: a picture, and the words that stand in for it."""

    content: bytes
    kind: LogoKind
    alternative: str


@dataclass(frozen=True, slots=True)
class Look:
    """What every writer is told beside the paper. Texts that nobody wrote are empty; `large` is large print.

    `office`, `address`, `phone` and `logo` stand at the top of the first sheet, `footer` and `code` at every foot.
    `office` is also the author that a file names. `code` is the short code by which a paper can be checked.
    `letterhead` is the Word file of the office's own that its papers are written into, not looked through yet.
    """

    office: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    footer: str = ""
    logo: Logo | None = None
    colour: str = ACCENT
    made: datetime | None = None
    code: str = ""
    large: bool = False
    letterhead: bytes | None = None


PLAIN: Final = Look()
"""No look of anybody's own."""


def nameless(look: Look) -> Look:
    """Take away everything that tells which office a paper comes from, and when it was made."""
    return Look(large=look.large)


def look_of(
    office: Office, made: datetime, *, large: bool = False, code: str = "", letterhead: bytes | None = None
) -> Look:
    """Give the look of an office's papers that are made at a moment."""
    return Look(office=office.name, phone=office.phone, made=made, large=large, code=code, letterhead=letterhead)
