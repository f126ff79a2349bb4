"""Read a drawing back: its words with the room that they take, its colours, its places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring

from mapper.documents.blocks import Figure, Table, plain
from mapper.documents.drawing.measure import width
from mapper.documents.drawing.svg import PALE, WHITE

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Label:
    """Words in a drawing and the box around them."""

    words: str
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Label) -> bool:
        across = self.left < other.right - 0.5 and other.left < self.right - 0.5
        return across and self.top < other.bottom - 0.5 and other.top < self.bottom - 0.5


def root_of(figure: Figure) -> Element:
    return fromstring(figure.svg)  # noqa: S314 - our own drawing


def words_of(figure: Figure) -> list[str]:
    return [each.text or "" for each in root_of(figure).iter(f"{SVG}text")]


def table_of(figure: Figure) -> Table:
    assert figure.table is not None
    return figure.table


def rows_of(figure: Figure) -> list[list[str]]:
    table = table_of(figure)
    return [[plain(cell) for cell in row] for row in (table.header, *table.rows)]


def size_of(figure: Figure) -> tuple[float, float]:
    _, _, across, down = map(float, str(root_of(figure).get("viewBox")).split())
    return across, down


def labels_of(figure: Figure) -> Iterator[Label]:
    """Give every label with its box: from the height of capitals to the feet of letters."""
    for each in root_of(figure).iter(f"{SVG}text"):
        words, size = each.text or "", float(str(each.get("font-size")))
        wide = width(words, size, bold=each.get("font-weight") == "600")
        x, y = float(str(each.get("x"))), float(str(each.get("y")))
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[str(each.get("text-anchor"))]
        yield Label(words, left, y - 0.75 * size, left + wide, y + 0.22 * size)


def places_of(figure: Figure) -> Iterator[tuple[float, float]]:
    for each in root_of(figure).iter():
        for x, y in (("cx", "cy"), ("x1", "y1"), ("x2", "y2")):
            if each.get(x):
                yield float(str(each.get(x))), float(str(each.get(y)))


def wrong_places(figure: Figure) -> list[str]:
    """Tell what leaves the drawing, and which words touch."""
    across, down = size_of(figure)
    labels = sorted(labels_of(figure), key=lambda label: label.top)
    outside = [
        each.words for each in labels if each.left < -1 or each.right > across + 1 or each.top < 0 or each.bottom > down
    ]
    outside += [str(place) for place in places_of(figure) if not (0 <= place[0] <= across and 0 <= place[1] <= down)]
    touching = [
        f"{one.words} × {other.words}"
        for place, one in enumerate(labels)
        for other in labels[place + 1 :]
        if one.touches(other)
    ]
    return outside + touching


def colours_of(figure: Figure) -> Iterator[tuple[bool, str]]:
    """Give each colour that says something, and whether words have it; pale lines only lead the eye."""
    for each in root_of(figure).iter():
        for name in ("fill", "stroke"):
            colour = each.get(name)
            if colour and colour not in {"none", PALE, WHITE}:
                yield each.tag == f"{SVG}text", colour
