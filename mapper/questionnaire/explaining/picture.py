"""A page with a picture of a questionnaire: questions on the left, what they lead to on the right, and lines between.

The page has no script and fetches nothing; below the picture stands the same in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import count

from mapper.language.catalogue import words
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import references
from mapper.questionnaire.explaining.drawing import as_text, own_conditions
from mapper.questionnaire.explaining.explain import Thing, own_things, things
from mapper.questionnaire.explaining.worded import short

_ROW, _HEIGHT, _TOP = 30, 24, 16
_LEFT, _BOX, _GAP = 130, 400, 160
_WIDTH = _LEFT + _BOX + _GAP + _BOX + 10
_LETTERS = 54
_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --soft: #eef2f6; --line: #5b6b7b; --mark: #0b5cad; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f2f2f2; --paper: #16191d; --soft: #262c33; --line: #9fb0c0; --mark: #8cc4ff; }
}
body { font: 1rem/1.5 sans-serif; color: var(--ink); background: var(--paper); margin: 2rem; }
svg { max-width: 100%; height: auto; }
svg rect { fill: var(--soft); stroke: var(--line); }
svg .part { font-weight: bold; }
svg text { fill: var(--ink); font-size: 13px; }
svg path { fill: none; stroke: var(--line); stroke-width: 1.2; }
svg path:hover { stroke: var(--mark); stroke-width: 3; }
pre { white-space: pre-wrap; font: inherit; background: var(--soft); padding: 1rem; }
"""


def as_page(questionnaire: Questionnaire, language: str) -> str:
    """Draw a questionnaire as one HTML page."""
    title = escape(words("explain.page.title", language, title=questionnaire.files[-1].title.to(language)))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f"<p>{escape(words('explain.page.lead', language))}</p>\n{_svg(questionnaire, language)}\n"
        f"<h2>{escape(words('explain.page.words', language))}</h2>\n"
        f"<pre>{escape(as_text(questionnaire, language))}</pre>\n</main>\n</body>\n</html>\n"
    )


def _svg(questionnaire: Questionnaire, language: str) -> str:
    every = _with_what_opens(own_things(questionnaire), questionnaire)
    asked = [thing for thing in every if thing.kind in "sq"]
    led_to = [thing for thing in every if thing.kind in "rp"]
    at = {thing.key: (_LEFT, _TOP + _ROW * row) for row, thing in enumerate(asked)}
    at |= dict(_beside(led_to, at))
    height = max((y for _, y in at.values()), default=0) + _ROW + _TOP
    shapes = [*_arrows(every, at, language), *(_box(thing, at[thing.key], language) for thing in every)]
    count_asked = sum(thing.kind == "q" for thing in asked)
    label = escape(words("explain.page.picture", language, questions=count_asked, rules=len(led_to)))
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" role="img" aria-label="{label}">\n'
        + "\n".join(shapes)
        + "\n</svg>"
    )


def _with_what_opens(own: tuple[Thing, ...], questionnaire: Questionnaire) -> list[Thing]:
    """Add the questions of the core that open what is a pack's own, and their sections."""
    needed = {ref for thing in own for ref in _refs(thing)} & questionnaire.questions.keys()
    keys = {thing.key for thing in own} | {f"q:{ref}" for ref in needed}
    keys |= {f"s:{questionnaire.questions[ref].section}" for ref in needed}
    return [thing for thing in things(questionnaire) if thing.key in keys]


def _beside(led_to: list[Thing], at: dict[str, tuple[int, int]]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Put what is led to beside what leads to it, as near as there is room."""

    def middle(thing: Thing) -> float:
        rows = [at[key][1] for ref in _refs(thing) if (key := f"q:{ref}") in at]
        return sum(rows) / len(rows) if rows else 0

    free = _TOP
    for thing in sorted(led_to, key=middle):
        row = max(free, int(middle(thing)))
        yield thing.key, (_LEFT + _BOX + _GAP, row)
        free = row + _ROW


def _refs(thing: Thing) -> tuple[str, ...]:
    return references(*(condition for _, condition in thing.conditions))


def _arrows(every: list[Thing], at: dict[str, tuple[int, int]], language: str) -> Iterator[str]:
    bend = count()
    for thing in every:
        own = [condition for _, condition in own_conditions(thing)]
        for ref in references(*own):
            if (start := at.get(f"q:{ref}")) is not None:
                title = escape(words("explain.page.arrow", language, start=ref, end=thing.id))
                yield f"<path d='{_path(start, at[thing.key], next(bend))}'><title>{title}</title></path>"


def _path(start: tuple[int, int], end: tuple[int, int], number: int) -> str:
    """Bend a line between two boxes: out to the left among questions, over the gap to what they lead to."""
    middle = _HEIGHT // 2
    (x1, y1), (x2, y2) = (start[0], start[1] + middle), (end[0], end[1] + middle)
    if x1 == x2:
        out = max(6, x1 - 20 - min(90, abs(y2 - y1) // 4) - number % 5 * 4)
        return f"M{x1} {y1} C{out} {y1} {out} {y2} {x2} {y2}"
    x1 += _BOX
    return f"M{x1} {y1} C{x1 + _GAP // 2} {y1} {x2 - _GAP // 2} {y2} {x2} {y2}"


def _box(thing: Thing, place: tuple[int, int], language: str) -> str:
    x, y = place
    text = escape(short(thing.title.to(language), _LETTERS))
    whole = escape(f"{thing.id}: {thing.title.to(language)}")
    kind = "part" if thing.kind == "s" else "thing"
    drawn = "" if thing.kind == "s" else f'<rect x="{x}" y="{y}" width="{_BOX}" height="{_HEIGHT}" rx="4"/>'
    return f'<g class="{kind}">{drawn}<text x="{x + 8}" y="{y + 17}">{text}</text><title>{whole}</title></g>'
