"""The participant's picture on one paper: drawn of what may be on that paper, and of nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from mapper.documents.blocks import Figure
from mapper.documents.drawing.figures import Dot, Manner, needs_picture
from mapper.documents.drawing.picture import ENDS
from mapper.documents.model import Audience, Told
from mapper.documents.pages.answers import answered, given
from mapper.documents.pages.model import Answered
from mapper.interview.model import PictureRow, ReviewLine
from mapper.language.text import Text
from mapper.questionnaire.model import ScaleQuestion


@dataclass(frozen=True, slots=True)
class Seen:
    """The picture on one paper, the caseworker's words that go with it, and the questions that the two tell whole."""

    figures: tuple[Figure, ...]
    added: tuple[Answered, ...]
    refs: frozenset[str]


def picture(told: Told, lines: Iterable[ReviewLine], reader: Audience = "participant") -> Seen:
    """Make the picture of what stands in these lines, and of nothing else."""
    by_ref = {line.question.ref: line for line in lines}
    drawn = frozenset(ref for row in told.picture.rows for ref in _told_by(row, by_ref))
    rows = [row for row in told.picture.rows if not drawn.isdisjoint(row.refs.values())]
    added = {row.refs["added"]: row.title for row in rows if row.refs.get("added") in by_ref}
    return Seen(
        figures=needs_picture(tuple(_dot(row, drawn, told.language) for row in rows), _manner(told, by_ref, reader)),
        added=tuple(replace(answered(by_ref[ref], told.language), question=title) for ref, title in added.items()),
        refs=drawn | frozenset(added),
    )


def _told_by(row: PictureRow, lines: Mapping[str, ReviewLine]) -> Iterator[str]:
    """Name the mark and the level that a drawing tells whole, so that they need no line of their own."""
    for role, value in (("mark", row.mark_text), ("level", row.level)):
        line = lines.get(row.refs.get(role, ""))
        if value is not None and line and _is_bare(line):
            yield line.question.ref


def _is_bare(line: ReviewLine) -> bool:
    spoken = given(line)
    alone = len(spoken) == 1 and spoken[0].voice == "participant"
    more = alone and (spoken[0].answer.comment or spoken[0].answer.write_in or line.view_words)
    ends = (line.question.from_, line.question.to) if isinstance(line.question, ScaleQuestion) else (0, ENDS)
    return alone and not more and ends == (0, ENDS)


def _dot(row: PictureRow, drawn: Collection[str], language: str) -> Dot:
    """Give what the figure shows of one life area: only a mark and a level in `drawn`."""
    mark, level = (row.refs.get(role) in drawn for role in ("mark", "level"))
    earlier_mark = row.earlier_mark_text.to(language) if mark and row.earlier_mark_text else ""
    return Dot(
        title=row.title,
        mark=row.mark or "" if mark else "",
        mark_text=row.mark_text.to(language) if mark and row.mark_text else "",
        level=row.level if level else None,
        earlier_level=row.earlier_level if level else None,
        earlier_mark_text=earlier_mark,
        earlier_on=row.earlier_on,
    )


def _manner(told: Told, lines: Mapping[str, ReviewLine], reader: Audience) -> Manner:
    levels = [lines[ref].question for row in told.picture.rows if (ref := row.refs.get("level", "")) in lines]
    ends = {(level.low, level.high) for level in levels if isinstance(level, ScaleQuestion)}
    low, high = ends.pop() if len(ends) == 1 else (None, None)
    return Manner(told.language, reader, shape=told.figure, large=told.large, low=low, high=high)


def not_taken_up(rows: Iterable[PictureRow], lines: Iterable[ReviewLine]) -> Iterator[Text]:
    """Give the life areas that stand nowhere on the paper; refused, not asked and held back read alike."""
    told = {line.part for line in lines}
    for row in rows:
        if told.isdisjoint(ref.partition(".")[0] for ref in row.refs.values()):
            yield row.title
