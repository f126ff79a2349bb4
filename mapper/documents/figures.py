"""Figures of a paper: the participant's picture, and the months ahead. SVG drawn from data, said in words too.

Signs, words and numbers carry everything; colour only repeats it. The two colours are dark and light enough to be
told apart in grey (12.6:1 and 5.9:1 against white).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from mapper.documents.blocks import Figure, Inlines, Table, worded
from mapper.language.catalogue import words
from mapper.language.text import Text

INK, FAINT, ACCENT = "#22303c", "#5b6670", "#1f5c8b"
_PALE, _GREY = "#d5dae0", "#aab4be"
_MIDDLE, _BOLD, _SMALL = 'text-anchor="middle"', 'font-weight="600"', f'font-size="12" fill="{FAINT}"'
_WIDTH = 680
_ROW, _TOP = 34, 46
_NAME, _MARK, _AXIS, _STEP = 0, 222, 372, 29
_ENDS = 10


@dataclass(frozen=True, slots=True)
class Dot:
    """One life area in the picture. `mark` is one of GOES_WELL, NEEDS_SOMETHING, URGENT; levels are 0–10."""

    title: Text
    mark: str
    mark_text: str
    level: int | None
    earlier_level: int | None


def needs_picture(dots: tuple[Dot, ...], language: str) -> Figure | None:
    """Draw how the participant sees each life area, now and last time; None where nothing is marked."""
    if not dots:
        return None
    alternative = " ".join(_sentence(dot, language) for dot in dots)
    return Figure(
        svg=_picture_svg(dots, alternative, language),
        alternative=alternative,
        caption=worded(words("documents.picture.caption", language)),
        table=_picture_table(dots, language),
    )


def _sentence(dot: Dot, language: str) -> str:
    facts = [dot.mark_text] if dot.mark_text else []
    if dot.level is not None:
        facts.append(words("documents.picture.now", language, level=dot.level))
    if dot.earlier_level is not None:
        facts.append(words("documents.picture.before", language, level=dot.earlier_level))
    return f"{dot.title.to(language)}: {', '.join(facts)}."


def _picture_table(dots: tuple[Dot, ...], language: str) -> Table:
    headers = ("area", "you_say", "number", "last_time")
    with_past = any(dot.earlier_level is not None for dot in dots)
    names = headers if with_past else headers[:3]
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


def _picture_svg(dots: tuple[Dot, ...], alternative: str, language: str) -> str:
    height = _TOP + _ROW * len(dots) + 30
    drawn = [_scale(len(dots))]
    drawn += [_dot_row(dot, _TOP + _ROW * place, language) for place, dot in enumerate(dots)]
    drawn.append(_legend(height - 12, language, with_past=any(dot.earlier_level is not None for dot in dots)))
    return _svg(height, words("documents.picture.title", language), alternative, "".join(drawn))


def _svg(height: int, title: str, alternative: str, drawn: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'font-family="inherit" font-size="14" fill="{INK}">'
        f"<title>{escape(title)}</title><desc>{escape(alternative)}</desc>{drawn}</svg>"
    )


def _scale(rows: int) -> str:
    bottom = _TOP + _ROW * rows - 12
    places = [(value, _AXIS + _STEP * value) for value in range(0, _ENDS + 1, 2)]
    return "".join(
        f'<line x1="{x}" y1="{_TOP - 14}" x2="{x}" y2="{bottom}" stroke="{_PALE}"/>'
        f"{_words(x, _TOP - 22, str(value), f'{_MIDDLE} {_SMALL}')}"
        for value, x in places
    )


def _dot_row(dot: Dot, y: int, language: str) -> str:
    middle = y + 6
    drawn = [_words(_NAME, y + 11, _short(dot.title.to(language), 28), _BOLD)]
    if dot.mark_text:
        drawn += [_sign(dot.mark, _MARK, middle), _words(_MARK + 20, y + 11, _short(dot.mark_text, 18))]
    drawn.append(f'<line x1="{_AXIS}" y1="{middle}" x2="{_AXIS + _STEP * _ENDS}" y2="{middle}" stroke="{_GREY}"/>')
    return "".join([*drawn, *_levels(dot, middle)])


def _levels(dot: Dot, y: int) -> Iterator[str]:
    now, before = (None if level is None else _AXIS + _STEP * level for level in (dot.level, dot.earlier_level))
    if now is not None and before is not None and now != before:
        yield f'<line x1="{before}" y1="{y}" x2="{now}" y2="{y}" stroke="{ACCENT}" stroke-width="3"/>'
    if before is not None:
        yield _ring(before, y, 12 if now == before else 8)
        if now != before:
            yield _words(before, y + 4, str(dot.earlier_level), f"{_MIDDLE} {_SMALL}")
    if now is not None:
        yield f'<circle cx="{now}" cy="{y}" r="9" fill="{ACCENT}"/>'
        yield _words(now, y + 4, str(dot.level), f'{_MIDDLE} {_BOLD} fill="#fff" font-size="12"')


def _ring(x: int, y: int, radius: int) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="#fff" stroke="{FAINT}" stroke-width="2"/>'


def _sign(mark: str, x: int, y: int) -> str:
    """Draw a tick, a half circle or a triangle with a stroke: three shapes that differ without colour."""
    line = f'fill="none" stroke="{INK}" stroke-width="2"'
    match mark:
        case "GOES_WELL":
            return f'<path d="M{x} {y}l4 5l8 -10" {line}/>'
        case "URGENT":
            return f'<path d="M{x + 6} {y - 7}l7 13h-14zM{x + 6} {y - 2}v4M{x + 6} {y + 3}v1" {line}/>'
    return f'<circle cx="{x + 6}" cy="{y}" r="6" {line}/><path d="M{x + 6} {y - 6}a6 6 0 0 0 0 12z"/>'


def _legend(y: int, language: str, *, with_past: bool) -> str:
    drawn = f'<circle cx="{_AXIS + 8}" cy="{y - 4}" r="7" fill="{ACCENT}"/>'
    drawn += _words(_AXIS + 22, y, words("documents.picture.legend_now", language), _SMALL)
    if with_past:
        drawn += _ring(_AXIS + 92, y - 4, 6)
        drawn += _words(_AXIS + 106, y, words("documents.picture.legend_before", language), _SMALL)
    return drawn


def _words(x: float, y: float, text: str, style: str = "") -> str:
    """Write words at a place; `style` is attributes of our own."""
    return f'<text x="{x}" y="{y}" {style}>{escape(text)}</text>'


def _short(text: str, most: int) -> str:
    """Shorten a label to the room that it has; the words beside the figure give it whole."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
