"""The participant's picture of their life areas, now and last time: drawn, said in words, and as a table."""

from __future__ import annotations

from mapper.documents import dot_lines, wheel
from mapper.documents.blocks import Figure, worded
from mapper.documents.picture import Dot, Manner, alternative, caption, table

__all__ = ["Dot", "Manner", "needs_picture"]


def needs_picture(dots: tuple[Dot, ...], manner: Manner) -> tuple[Figure, ...]:
    """Draw how the participant sees each life area; nothing where nothing is marked.

    Lines may take more than one sheet. A wheel is drawn where it can be read: of enough numbers, not in large print.
    """
    if manner.shape == "wheel" and wheel.fits(dots) and not manner.large:
        return (_figure(dots, wheel.drawn(dots, manner), manner),)
    parts = dot_lines.parts(dots, manner)
    return tuple(
        _figure(part, dot_lines.drawn(part, manner), manner, (number, len(parts)))
        for number, part in enumerate(parts, 1)
    )


def _figure(dots: tuple[Dot, ...], svg: str, manner: Manner, part: tuple[int, int] = (1, 1)) -> Figure:
    number, of = part
    told = caption(dots, manner) if number == of else worded(manner.words("part", number=number, of=of))
    return Figure(svg=svg, alternative=alternative(dots, manner), caption=told, table=table(dots, manner))
