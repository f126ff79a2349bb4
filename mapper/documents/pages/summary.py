"""What the participant's own paper is told: nothing that is held back, and nothing that comes of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from mapper.documents.blocks import Block, Figure, Paragraph, plain, walk
from mapper.documents.calendar.code import meeting_code
from mapper.documents.drawing.figures import Dot, Manner, needs_picture
from mapper.documents.drawing.picture import ENDS
from mapper.documents.model import Audience, Told
from mapper.documents.pages.answers import answered, given
from mapper.documents.pages.compared import now_and_before
from mapper.documents.pages.model import Answered, PartOnPaper, Step, SummaryPage
from mapper.documents.pages.shared import assessment, common, everything, ideas, needs, no_longer_asked, on_paper, steps
from mapper.documents.pages.sharing import in_force
from mapper.interview.model import PictureRow, ReviewLine
from mapper.language.text import Text
from mapper.questionnaire.model import Role, ScaleQuestion

FIRST_STEPS = 3
_LINE, _ROOM = 64, 16
"""Characters in a line of the first sheet, and its lines beside what always stands there: with more it is crowded."""
CARD: tuple[Role, ...] = ("present", "language", "interpreter", "explained")
_MATTERS: tuple[Role, ...] = ("matters", "hope", "topics")
_OWN_PLACE = {"goal", "strengths", *_MATTERS}


def summary_page(told: Told) -> SummaryPage:
    """Make the participant's page of what was said and planned."""
    lines = tuple(line for line in told.review if on_paper(line))
    seen = picture(told, lines)
    rest = [line for line in lines if line.question.role not in _OWN_PLACE and line.question.ref not in seen.refs]
    all_steps = steps(told, "who", lambda activity: not activity.held_back)
    shared = common(told)
    goal = with_roles(lines, ("goal",), told.language)
    first_steps = tuple(step for step in all_steps if step.by_participant and not step.nav_decides)[:FIRST_STEPS]
    nav_steps = tuple(step for step in all_steps if step.by_nav or step.nav_decides)
    said = (plain(block.inlines) for each in goal for block in _said(each) if isinstance(block, Paragraph))
    return SummaryPage(
        **everything(shared),
        large=told.large,
        crowded=_lines((*said, *(each.name for each in shared.contacts), *map(_told, (*first_steps, *nav_steps))))
        > _ROOM,
        meeting_code=meeting_code(told),
        goal=goal,
        first_steps=first_steps,
        nav_steps=nav_steps,
        steps=all_steps,
        matters=with_roles(lines, _MATTERS, told.language),
        strengths=with_roles(lines, ("strengths",), told.language),
        picture=seen.figures,
        picture_words=seen.added,
        compared=now_and_before(told, lambda line: not line.held_back),
        parts=parts(sorted(rest, key=lambda line: line.question.role in CARD), told.language),
        no_longer_asked=parts(
            (line for line in told.review if no_longer_asked(line) and not line.held_back), told.language
        ),
        not_taken_up=tuple(not_taken_up(told.picture.rows, lines)),
        unmet=needs(told, lambda _: True, all_of_them=False),
        ideas=ideas(told, told.plan.ideas, all_of_them=False),
        refused=ideas(told, told.plan.not_chosen, all_of_them=False) if told.refused_on_paper else (),
        assessment=assessment(told),
        consents=in_force(told.consents, told, all_of_them=False),
    )


def _said(answer: Answered) -> Iterator[Block]:
    return (block for speech in answer.said for block in walk(speech.answer))


def _told(step: Step) -> str:
    return f"{step.title} {step.who}"


def _lines(texts: Iterable[str]) -> int:
    """Estimate how many lines texts take, each on lines of its own."""
    return sum(1 + len(line) // _LINE for text in texts for line in text.split("\n"))


def with_roles(lines: Iterable[ReviewLine], roles: tuple[Role, ...], language: str) -> tuple[Answered, ...]:
    """Give the answers to questions with a role, in the order of the roles."""
    found = [line for line in lines if line.question.role in roles]
    found.sort(key=lambda line: roles.index(line.question.role) if line.question.role else 0)
    return tuple(answered(line, language) for line in found)


def parts(lines: Iterable[ReviewLine], language: str) -> tuple[PartOnPaper, ...]:
    """Put answers under the titles of their parts, in the order that they come in."""
    titles: dict[str, Text] = {}
    under: dict[str, list[Answered]] = {}
    for line in lines:
        titles.setdefault(line.part, line.part_title)
        under.setdefault(line.part, []).append(answered(line, language))
    return tuple(PartOnPaper(titles[part], tuple(answers)) for part, answers in under.items())


# --- the picture


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
