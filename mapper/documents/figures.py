"""The participant's picture of their life areas, now and last time: drawn, said in words, and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapper.documents import drawing as draw
from mapper.documents.blocks import Figure, Inlines, Table, worded
from mapper.documents.model import Audience
from mapper.language.catalogue import words
from mapper.language.text import Text

_ROW, _TOP = 38, 48
_MARK, _AXIS, _STEP = 222, 372, 29
_ENDS = 10


@dataclass(frozen=True, slots=True)
class Dot:
    """One life area in the picture. `mark` is one of GOES_WELL, NEEDS_SOMETHING, URGENT; levels are 0–10."""

    title: Text
    mark: str
    mark_text: str
    level: int | None
    earlier_level: int | None


_CAPTIONS = {
    ("participant", True): "documents.picture.caption",
    ("participant", False): "documents.picture.caption_marks",
    ("caseworker", True): "documents.picture.caption_user",
    ("caseworker", False): "documents.picture.caption_marks_user",
}


def needs_picture(dots: tuple[Dot, ...], language: str, reader: Audience = "participant") -> Figure | None:
    """Draw how the participant sees each life area, now and last time; None where nothing is marked.

    Words around it speak to the participant, or to a caseworker about them.
    """
    if not dots:
        return None
    alternative = " ".join(_sentence(dot, language) for dot in dots)
    return Figure(
        svg=_drawn(dots, alternative, language),
        alternative=alternative,
        caption=worded(_caption(dots, language, reader)),
        table=_picture_table(dots, language, reader),
    )


def _caption(dots: tuple[Dot, ...], language: str, reader: Audience) -> str:
    return words(_CAPTIONS[reader, _numbered(dots)], language)


def _numbered(dots: tuple[Dot, ...]) -> bool:
    return any(dot.level is not None for dot in dots)


def _sentence(dot: Dot, language: str) -> str:
    facts = [dot.mark_text] if dot.mark_text else []
    if dot.level is not None:
        facts.append(words("documents.picture.now", language, level=dot.level))
    if dot.earlier_level is not None:
        facts.append(words("documents.picture.before", language, level=dot.earlier_level))
    return f"{dot.title.to(language)}: {', '.join(facts)}."


def _picture_table(dots: tuple[Dot, ...], language: str, reader: Audience) -> Table:
    says = "you_say" if reader == "participant" else "user_says"
    headers = ("area", says, "number", "last_time")
    with_past = any(dot.earlier_level is not None for dot in dots)
    names = headers[: 2 + _numbered(dots) + with_past]
    return Table(
        tuple(worded(words(f"documents.picture.{name}", language)) for name in names),
        tuple(_picture_row(dot, language)[: len(names)] for dot in dots),
    )


def _picture_row(dot: Dot, language: str) -> tuple[Inlines, ...]:
    return (
        worded(dot.title.to(language)),
        worded(dot.mark_text),
        worded("" if dot.level is None else str(dot.level)),
        worded("" if dot.earlier_level is None else str(dot.earlier_level)),
    )


# --- drawing


def _drawn(dots: tuple[Dot, ...], alternative: str, language: str) -> str:
    numbered = _numbered(dots)
    top = _TOP if numbered else 8
    rows = "".join(_dot_row(dot, top + _ROW * place, language, numbered=numbered) for place, dot in enumerate(dots))
    bottom = top + _ROW * len(dots)
    with_past = any(dot.earlier_level is not None for dot in dots)
    around = (_scale(len(dots)), _legend(bottom + 18, language, with_past=with_past)) if numbered else ("", "")
    title = words("documents.picture.title", language)
    return draw.svg(bottom + 30 * numbered, title, alternative, rows.join(around))


def _scale(rows: int) -> str:
    bottom = _TOP + _ROW * rows - 12
    return "".join(
        draw.line((_at(value), _TOP - 14), (_at(value), bottom), draw.PALE)
        + draw.text(_at(value), _TOP - 22, str(value), f"{draw.MIDDLE} {draw.SMALL}")
        for value in range(0, _ENDS + 1, 2)
    )


def _at(level: int) -> int:
    return _AXIS + _STEP * level


def _dot_row(dot: Dot, y: int, language: str, *, numbered: bool) -> str:
    middle = y + 6
    drawn = [draw.label(y + 11, dot.title.to(language), 26, draw.BOLD)]
    if dot.mark_text:
        drawn += [_sign(dot.mark, _MARK, middle), draw.text(_MARK + 20, y + 11, draw.short(dot.mark_text, 18))]
    if numbered:
        drawn.append(draw.line((_at(0), middle), (_at(_ENDS), middle), draw.GREY))
    return "".join([*drawn, *_levels(dot, middle)])


def _levels(dot: Dot, y: int) -> Iterator[str]:
    """Draw last time as a ring and now as a dot, each with its number, and a line from one to the other."""
    same = dot.level == dot.earlier_level
    if dot.earlier_level is not None:
        before = _at(dot.earlier_level)
        if dot.level is not None:
            yield draw.line((before, y), (_at(dot.level), y), draw.ACCENT, 3)
        yield draw.ring(before, y, 12 if same else 9)
        if not same:
            yield draw.text(before, y + 4, str(dot.earlier_level), f"{draw.MIDDLE} {draw.SMALL}")
    if dot.level is not None:
        yield draw.dot(_at(dot.level), y, 9)
        yield draw.text(_at(dot.level), y + 4, str(dot.level), f'{draw.MIDDLE} {draw.BOLD} fill="#fff" font-size="12"')


def _sign(mark: str, x: int, y: int) -> str:
    """Draw a tick, a half circle or a triangle with a stroke: three shapes that differ without colour."""
    line = f'fill="none" stroke="{draw.INK}" stroke-width="2"'
    match mark:
        case "GOES_WELL":
            return f'<path d="M{x} {y}l4 5l8 -10" {line}/>'
        case "URGENT":
            return f'<path d="M{x + 6} {y - 7}l7 13h-14zM{x + 6} {y - 2}v4M{x + 6} {y + 3}v1" {line}/>'
    return f'<circle cx="{x + 6}" cy="{y}" r="6" {line}/><path d="M{x + 6} {y - 6}a6 6 0 0 0 0 12z"/>'


def _legend(y: int, language: str, *, with_past: bool) -> str:
    drawn = draw.dot(_AXIS + 8, y - 4, 7)
    drawn += draw.text(_AXIS + 22, y, words("documents.picture.legend_now", language), draw.SMALL)
    if with_past:
        drawn += draw.ring(_AXIS + 92, y - 4, 6)
        drawn += draw.text(_AXIS + 106, y, words("documents.picture.legend_before", language), draw.SMALL)
    return drawn
