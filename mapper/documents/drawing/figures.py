"""The participant's picture of their life areas, now and last time: drawn, said in words, and as a table."""

from __future__ import annotations

from dataclasses import replace

from mapper.documents.blocks import Figure, worded
from mapper.documents.drawing import dot_lines, wheel
from mapper.documents.drawing.picture import Dot, Manner, alternative, caption, table

__all__ = ["Dot", "Manner", "needs_picture"]


def needs_picture(dots: tuple[Dot, ...], manner: Manner) -> tuple[Figure, ...]:
    """Draw how the participant sees each life area; nothing where nothing is marked.

    Lines may take more than one sheet; the table of all of them comes with the last. A wheel is drawn where it can be
    read: of enough numbers, not in large print.
    """
    if manner.shape == "wheel" and wheel.fits(dots) and not manner.large:
        drawn = wheel.drawn(dots, manner)
        told = alternative(dots, manner), caption(dots, manner), table(dots, manner)
        return (Figure(drawn, *told, narrow=_narrow(dots, manner)),)
    parts = dot_lines.parts(dots, manner)
    if not parts:
        return ()
    *before, last = (_figure(part, manner, (number, len(parts))) for number, part in enumerate(parts, 1))
    return (*before, replace(last, caption=caption(dots, manner), table=table(dots, manner)))


def _figure(dots: tuple[Dot, ...], manner: Manner, part: tuple[int, int]) -> Figure:
    number, of = part
    told = worded(manner.words("part", number=number, of=of))
    drawn, narrow = dot_lines.drawn(dots, manner), _narrow(dots, manner)
    return Figure(svg=drawn, alternative=alternative(dots, manner), caption=told, table=None, narrow=narrow)


def _narrow(dots: tuple[Dot, ...], manner: Manner) -> str:
    """Draw lines for a phone, as large print has them; nothing where that is how they are drawn already."""
    return "" if manner.large else dot_lines.drawn(dots, replace(manner, large=True, shape="lines"))
