"""How the papers of an office look: what stands around the text, and how large it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mapper.office.logo import LogoKind, read_logo
from mapper.office.model import Office

ACCENT: Final = "#1f5c8b"
"""The colour of lines and headings where an office has chosen none; 7.1:1 against white."""


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
    """Take away everything that tells which office a paper comes from, and when it was made, but the month."""
    month = look.made.replace(day=1, hour=0, minute=0, second=0, microsecond=0, tzinfo=UTC) if look.made else None
    return Look(large=look.large, made=month)


def look_of(office: Office, made: datetime, language: str) -> Look:
    """Give the look of an office's papers in one language that are made at a moment, without its mark."""
    return Look(
        office=office.name,
        address=office.address,
        phone=office.phone,
        footer=office.footer.to(language),
        colour=office.colour or ACCENT,
        made=made,
    )


def logo_of(office: Office, folder: Path, language: str) -> Logo | None:
    """Read the office's mark from its folder; None where it has none. Raises LogoRefusedError.

    Where nobody wrote what it shows, the office's name stands for it.
    """
    if not office.logo:
        return None
    picture = read_logo(folder, office.logo)
    return Logo(picture.content, picture.kind, office.logo_text.to(language) or office.name)
