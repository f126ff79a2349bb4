"""The office's own templates: they stand before the shipped ones, file by file, and never run in this process.

A copy that says just what the shipped template says counts as shipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from mapper.documents.blocks import Paper
from mapper.documents.faults import (
    LockMissing,
    OfficeListUnread,
    OfficeTemplateRefused,
    TemplateBroken,
    TemplateElsewhere,
    TemplateMissing,
)
from mapper.documents.model import Told
from mapper.documents.render import make, page_of, paper_of
from mapper.documents.templates.filling import included
from mapper.documents.templates.grammar import PIECE
from mapper.documents.templates.shelf import ENDING, folder, name_of, read, written_in
from mapper.fault import Fault

FOLDER: Final = "templates"
"""Where an office's own templates stand in its folder."""
LISTS: Final[Mapping[str, str]] = {"basis": "basis.toml", "reflection": "reflection.toml"}
"""Lists by which papers are made, and that count only where they are shipped."""


@dataclass(frozen=True, slots=True)
class Made:
    """A paper, and what to know about it, each a fault that stopped nothing."""

    paper: Paper
    notices: tuple[Fault, ...] = ()


def make_in(office: Path, document: str, told: Told) -> Made:
    """Make one paper as `make` does, with the templates in an office's folder before the shipped ones.

    Where they cannot be locked in, the shipped ones are used, with a notice for each that is not. Raises KeyError for
    an unknown document, the faults of `fill` and `parse`, TemplateElsewhere, and those of `run`;
    TemplateBroken for a paper with nothing on it.
    """
    made = _made(office / FOLDER, document, told)
    return replace(made, notices=(*made.notices, *_unread(office / FOLDER, document)))


def _unread(shelf: Path, document: str) -> Iterator[Fault]:
    """Tell that the office has a list of its own for a paper, which is not read: all go by the one that is shipped."""
    name = LISTS.get(document, "")
    if name and (shelf / name).is_file() and not _same(shelf / name, folder() / name):
        yield OfficeListUnread(path=str(shelf / name), file=name)


def _same(path: Path, other: Path) -> bool:
    return path.stat().st_size == other.stat().st_size and path.read_bytes() == other.read_bytes()


def _made(shelf: Path, document: str, told: Told) -> Made:
    language = written_in(document, told.language, shelf, folder())
    theirs = tuple(_theirs(shelf, name_of(document, language)))
    if not theirs:
        return Made(make(document, told))
    try:
        return Made(_locked(shelf, document, replace(told, language=language)))
    except LockMissing as missing:
        refused = (OfficeTemplateRefused(path=str(shelf / name), **missing.facts) for name in theirs)
        return Made(make(document, told), tuple(refused))


def _locked(shelf: Path, document: str, told: Told) -> Paper:
    from mapper.documents.templates.locked.parent import run
    from mapper.documents.templates.locked.work import Work

    name = name_of(document, told.language)
    texts = {each: _text(shelf, each) for each in (name, *_pieces(shelf, folder()))}
    blocks = run(name, lambda: Work(name, told.language, told.now.date(), page_of(document, told), texts))
    if not blocks:
        raise TemplateBroken(template=name)
    return paper_of(document, told.language, blocks)


def _theirs(shelf: Path, name: str) -> Iterator[str]:
    """Name the office's own templates that a paper uses; all its own pieces, if its own template could take in any."""
    if _is_own(shelf, name):
        yield name
        yield from (piece for piece in _pieces(shelf) if _is_own(shelf, piece))
    elif any(_pieces(shelf)):
        yield from (piece for piece in sorted(included(name)) if _is_own(shelf, piece))


def _is_own(shelf: Path, name: str) -> bool:
    """Tell whether the office has a template of that name which says something else than the shipped one."""
    if not _stands_in(shelf, name):
        return False
    shipped = folder() / name
    return not shipped.is_file() or _text(shelf, name) != read(shipped)


def _stands_in(shelf: Path, name: str) -> bool:
    return (shelf / name).is_symlink() or (shelf / name).exists()


def _pieces(*shelves: Path) -> list[str]:
    return sorted({path.name for shelf in shelves for path in shelf.glob(f"{PIECE}*{ENDING}")})


def _text(shelf: Path, name: str) -> str:
    """Read a template of the office, or else the shipped one. Raises TemplateElsewhere, Missing or Unreadable."""
    path = shelf / name if _stands_in(shelf, name) else folder() / name
    try:
        if not path.resolve(strict=True).is_relative_to(path.parent.resolve()):
            raise TemplateElsewhere(template=name)
        if not path.is_file():  # a pipe would never end
            raise TemplateMissing(template=name)
        return read(path)
    except OSError:
        raise TemplateMissing(template=name) from None
