"""What the participant's own paper is told: nothing that is held back, and nothing that comes of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from mapper.documents.answers import answered, given
from mapper.documents.code import meeting_code
from mapper.documents.figures import Dot, needs_picture
from mapper.documents.model import Told
from mapper.documents.pages import Answered, PartOnPaper, SummaryPage
from mapper.documents.shared import assessment, common, everything, ideas, needs, on_paper, steps
from mapper.interview.model import PictureRow, ReviewLine
from mapper.language.text import Text
from mapper.questionnaire.model import Role

FIRST_STEPS = 3
CARD: tuple[Role, ...] = ("present", "language", "interpreter", "explained")
_MATTERS: tuple[Role, ...] = ("matters", "hope", "topics")
_OWN_PLACE = {"goal", "strengths", *_MATTERS}


def summary_page(told: Told) -> SummaryPage:
    """Make the participant's page of what was said and planned."""
    lines = tuple(line for line in told.review if on_paper(line))
    drawn = in_picture(told.picture.rows, lines)
    rest = [line for line in lines if line.question.role not in _OWN_PLACE and line.question.ref not in drawn]
    all_steps = steps(told, "who", lambda activity: not activity.held_back)
    return SummaryPage(
        **everything(common(told)),
        meeting_code=meeting_code(told),
        goal=with_roles(lines, ("goal",), told.language),
        first_steps=tuple(step for step in all_steps if step.by_participant and not step.nav_decides)[:FIRST_STEPS],
        nav_steps=tuple(step for step in all_steps if step.by_nav or step.nav_decides),
        steps=all_steps,
        matters=with_roles(lines, _MATTERS, told.language),
        strengths=with_roles(lines, ("strengths",), told.language),
        picture=needs_picture(tuple(dots(told.picture.rows, drawn, told.language)), told.language),
        parts=parts(sorted(rest, key=lambda line: line.question.role in CARD), told.language),
        not_taken_up=tuple(not_taken_up(told.picture.rows, lines)),
        unmet=needs(told, lambda _: True, all_of_them=False),
        ideas=ideas(told, told.plan.ideas, all_of_them=False),
        refused=ideas(told, told.plan.not_chosen, all_of_them=False) if told.refused_on_paper else (),
        assessment=assessment(told),
    )


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


def in_picture(rows: Iterable[PictureRow], lines: Iterable[ReviewLine]) -> frozenset[str]:
    """Name the marks and levels that the picture tells whole, so that they need no line of their own."""
    drawn = {ref for row in rows for ref in _told_by(row)}
    return frozenset(line.question.ref for line in lines if line.question.ref in drawn and _is_bare(line))


def _told_by(row: PictureRow) -> Iterator[str]:
    for role, value in (("mark", row.mark_text), ("level", row.level)):
        if value is not None and role in row.refs:
            yield row.refs[role]


def _is_bare(line: ReviewLine) -> bool:
    spoken = given(line)
    alone = len(spoken) == 1 and spoken[0].voice == "participant"
    return alone and not (spoken[0].answer.comment or spoken[0].answer.write_in or line.view_words)


def dots(rows: Iterable[PictureRow], drawn: Collection[str], language: str) -> Iterator[Dot]:
    """Give what the figure shows of each life area: only marks and levels in `drawn`."""
    for row in rows:
        mark, level = (row.refs.get(role) in drawn for role in ("mark", "level"))
        if mark or level:
            yield Dot(
                title=row.title,
                mark=row.mark or "" if mark else "",
                mark_text=row.mark_text.to(language) if mark and row.mark_text else "",
                level=row.level if level else None,
                earlier_level=row.earlier_level if level else None,
            )


def not_taken_up(rows: Iterable[PictureRow], lines: Iterable[ReviewLine]) -> Iterator[Text]:
    """Give the life areas that stand nowhere on the paper; refused, not asked and held back read alike."""
    told = {line.part for line in lines}
    for row in rows:
        if told.isdisjoint(ref.partition(".")[0] for ref in row.refs.values()):
            yield row.title
