"""How much work a picture makes: one that takes a machine long to draw, or much memory, is no logo.

Sizes are told by the picture itself before anything draws it; a program that draws would believe them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SIDE: Final = 5000
"""Points along one side of a picture: more than any printer puts on the width of a sheet."""
RATIO: Final = 100
"""How many times as long as broad."""
DRAWN: Final = 20_000
"""Elements of a drawing, each counted as often as it is drawn."""
_DEEP: Final = 200
_MOST_LETTERS: Final = 1000
"""Letters in a drawing, and pieces of text twenty times fewer: setting them takes longer than drawing lines does."""
_COSTLY = frozenset({"filter", "pattern", "mask"})
"""Elements whose work does not follow from their number."""
_LAYERED = re.compile(r"(?:clip-path|opacity|blend-mode|isolation)\s*[:=]")
_LAYER: Final = 200
"""Elements that one with a layer of its own counts as: a layer is as big as the picture."""
_MARKED = re.compile(r"marker(?:-\w+)?\s*[:=]\s*url")
_ARC: Final = 20
"""Elements that an arc of a path counts as: it is drawn in many pieces."""
_MOST_MATCHED: Final = 1_000_000
"""Rules of a style sheet times elements."""
_FAR: Final = 1_000_000.0
"""A place or a size that no drawing has: what draws it takes long, or breaks."""
_PLACED = frozenset((
    "d", "points", "transform", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "width",
    "height", "stroke-width", "viewBox",
))  # fmt: skip
_PLACE = re.compile(r"\d*\.?\d+(?:[eE][-+]?\d+)?")
_TEXTS = frozenset({"text", "tspan", "textPath", "tref"})
_HREF = ("href", "{http://www.w3.org/1999/xlink}href")
_NUMBER = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*(?:px|pt|pc|mm|cm|in|q)?\s*", re.IGNORECASE)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of JPEG (ITU-T T.81, table B.1) behind which the size stands."""


def fits(size: tuple[float, float] | None, side: float = math.inf) -> bool:
    """Tell whether a size, width and height, is that of a picture which can be drawn."""
    if size is None or not all(math.isfinite(each) and 0 < each <= side for each in size):
        return False
    return max(size) <= RATIO * min(size)


def size_of_png(content: bytes) -> tuple[int, int] | None:
    """Give width and height, in points; None where none stand there."""
    if content[12:16] != b"IHDR" or len(content) < 24:
        return None
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def size_of_jpg(content: bytes) -> tuple[int, int] | None:
    """Give width and height, in points; None where none stand there."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if marker in _FRAMES:
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        at += 1 if marker == 0xFF else 2 + length
    return None


def size_of_drawing(root: Element) -> tuple[float, float] | None:
    """Give width and height as the drawing tells them; None where it does not, so that a program would have to guess.

    What stands in per cent, or not at all, is told by the view box.
    """
    told = [_number(root.get(name, "100%")) for name in ("width", "height")]
    box = [_number(each) for each in re.split(r"[\s,]+", root.get("viewBox", "").strip().replace("-", ""))]
    seen = box[2:] if len(box) == 4 else [None, None]
    width, height = (own if own is not None else other for own, other in zip(told, seen, strict=True))
    return None if width is None or height is None else (width, height)


def _number(written: str) -> float | None:
    found = _NUMBER.fullmatch(written)
    return float(found[1]) if found else None


def too_much(root: Element) -> str:
    """Name the element that makes a drawing too much work; empty where none does."""
    inner = next((name for element in root.iter() if (name := _name(element)) in _COSTLY), "")
    if inner or not _shallow(root):
        return f"<{inner or 'g'}>"
    if _written(root) > _MOST_LETTERS:
        return "<text>"
    if _matched(root) > _MOST_MATCHED:
        return "<style>"
    if far := next((_name(each) for each in root.iter() if each is not root and _goes_far(each)), ""):
        return f"<{far}>"
    if any(_MARKED.search(_said(each)) for each in root.iter()):
        return "<marker>"
    return "" if _drawn(root) <= DRAWN else "<use>"


def _written(root: Element) -> int:
    """Count the letters of a drawing, and each piece of text as twenty."""
    pieces = [element for element in root.iter() if _name(element) in _TEXTS]
    return sum(20 + len(element.text or "") + len(element.tail or "") for element in pieces)


def _matched(root: Element) -> int:
    """Count how often a rule of a style sheet is held against an element."""
    elements = [*root.iter()]
    return len(elements) * sum((each.text or "").count("{") for each in elements if _name(each) == "style")


def _goes_far(element: Element) -> bool:
    """Tell whether something is drawn farther away, or bigger, than any drawing is."""
    written = " ".join(value for name, value in element.items() if name in _PLACED)
    return any(float(number) > _FAR for number in _PLACE.findall(written))


def _said(element: Element) -> str:
    """Give what an element says of how it is drawn; a style sheet says it of others."""
    attributes = " ".join(f"{name.rpartition('}')[2]}={value}" for name, value in element.items() if name != "d")
    return attributes + (element.text or "") * (_name(element) == "style")


def _weight(element: Element) -> int:
    """Tell as how many plain elements one counts. Layers within the outline of another are all held at once."""
    layers = len(_LAYERED.findall(_said(element)))
    arcs = element.get("d", "").casefold().count("a")
    return 1 + arcs * _ARC + layers * _LAYER * (5 if _name(element) == "clipPath" else 1)


def _shallow(root: Element) -> bool:
    level = [root]
    for _ in range(_DEEP):
        level = [child for element in level for child in element]
        if not level:
            return True
    return False


def _drawn(root: Element) -> float:
    """Count elements as often as they are drawn; one that draws itself is drawn without end."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    uses = {id(each): Counter(_used(each)) for each in named.values()}
    counted: dict[int, float] = {}

    def count(element: Element, within: int) -> float:
        if within > len(named) or within > _DEEP:
            return math.inf
        if id(element) not in counted:
            used = uses[id(element)].items()
            own = sum(map(_weight, element.iter()))
            counted[id(element)] = own + sum(n * count(named[ref], within + 1) for ref, n in used if ref in named)
        return counted[id(element)]

    own = sum(map(_weight, root.iter()))
    return own + sum(n * count(named[ref], 1) for ref, n in Counter(_used(root)).items() if ref in named)


def _used(element: Element) -> Iterator[str]:
    """Name what is drawn once more within an element."""
    for each in element.iter():
        if _name(each) == "use":
            yield from (each.get(name, "")[1:] for name in _HREF if each.get(name))


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
