"""The office's mark: a small picture in its folder, looked over before it stands on any paper.

A picture is data. One that could run, load or lead anywhere is refused, and one that takes long to draw.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from mapper.office.logo_work import SIDE, fits, size_of_drawing, size_of_jpg, size_of_png, too_much

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LogoKind: TypeAlias = Literal["png", "jpg", "svg"]
KINDS: Final = ("png", "jpg", "svg")
MOST: Final = 1_000_000
"""Bytes of a logo."""
_ENDINGS: Final[dict[str, LogoKind]] = {".png": "png", ".jpg": "jpg", ".jpeg": "jpg", ".svg": "svg"}
_NAME = re.compile(r"[^/\\:\x00.][^/\\:\x00]*")
_SIGNATURES: Final[dict[LogoKind, bytes]] = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_SIZES: Final[dict[LogoKind, Callable[[bytes], tuple[int, int] | None]]] = {"png": size_of_png, "jpg": size_of_jpg}
_SVG = "{http://www.w3.org/2000/svg}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_ACTIVE = frozenset(
    {"script", "foreignObject", "image", "feImage", "a", "animate", "set", "iframe", "audio", "video", "handler"}
    | {"animateTransform", "animateMotion", "discard", "embed", "object", "cursor"}
)
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:", re.IGNORECASE)
_DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)|<\?xml-stylesheet", re.IGNORECASE)


class LogoRefusedError(Exception):
    """A logo that is not used; `code` says why, `what` names the place in it."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.what = what


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a logo, and what they are."""

    content: bytes
    kind: LogoKind


def is_file_name(name: str) -> bool:
    """Tell whether a name is that of a picture in the office's own folder, with no way out of it."""
    return bool(_NAME.fullmatch(name)) and Path(name).suffix.lower() in _ENDINGS


def read_logo(folder: Path, name: str) -> Picture:
    """Read a logo. Raises LogoRefusedError."""
    if not is_file_name(name):
        raise LogoRefusedError("logo")
    content = _content(folder, name)
    kind = _ENDINGS[Path(name).suffix.lower()]
    if kind == "svg":
        _look_over(content)
    elif not content.startswith(_SIGNATURES[kind]):
        raise LogoRefusedError("logo_kind")
    else:
        _measure(_SIZES[kind](content), SIDE)
    return Picture(content, kind)


def _measure(size: tuple[float, float] | None, side: float = math.inf) -> None:
    if not fits(size, side):
        raise LogoRefusedError("logo_size", " × ".join(f"{each:g}" for each in size or ()) or "?")


def _content(folder: Path, name: str) -> bytes:
    path = folder / name
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            raise LogoRefusedError("logo_elsewhere")
        if not path.is_file():
            raise LogoRefusedError("logo_missing")
        with path.open("rb") as file:
            content = file.read(MOST + 1)
    except OSError:
        raise LogoRefusedError("logo_missing") from None
    if len(content) > MOST:
        raise LogoRefusedError("logo_big")
    return content


# --- drawings


def _look_over(content: bytes) -> None:
    """See that a drawing is one, and that nothing in it runs, loads or leads elsewhere. Raises LogoRefusedError."""
    from xml.etree import ElementTree

    if declared := _DECLARED.search(content.replace(b"\0", b"")):
        raise LogoRefusedError("logo_active", declared[0].decode("ascii"))
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - nothing is declared in it
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError):
        raise LogoRefusedError("logo_kind") from None
    if root.tag != f"{_SVG}svg":
        raise LogoRefusedError("logo_kind")
    for element in root.iter():
        for what in _active(element):
            raise LogoRefusedError("logo_active", what)
    if heavy := too_much(root):
        raise LogoRefusedError("logo_heavy", heavy)
    _measure(size_of_drawing(root))


def _active(element: Element) -> Iterator[str]:
    tag = str(element.tag)
    name = tag.rpartition("}")[2]
    if name in _ACTIVE or tag.startswith(_XHTML):
        yield f"<{name}>"
    if _ELSEWHERE.search(element.text or "") and name == "style":
        yield f"<{name}>"
    for attribute, value in element.items():
        short = attribute.rpartition("}")[2]
        leads = short in ("href", "src") and not value.startswith("#")
        if short.lower().startswith("on") or leads or _ELSEWHERE.search(value):
            yield short
