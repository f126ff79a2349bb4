"""What the participant's own paper is told: nothing that is held back, and nothing that comes of it."""

from __future__ import annotations

from collections.abc import Iterable

from mapper.documents.blocks import Paragraph, plain, walk
from mapper.documents.calendar.code import meeting_code
from mapper.documents.model import Told
from mapper.documents.pages.answers import parts, with_roles
from mapper.documents.pages.compared import now_and_before
from mapper.documents.pages.model import Answered, Common, Step, SummaryPage
from mapper.documents.pages.picture import not_taken_up, picture
from mapper.documents.pages.shared import CARD, assessment, common, fields_of, no_longer_asked, on_paper
from mapper.documents.pages.sharing import in_force
from mapper.documents.pages.steps import ideas, needs, refused, steps
from mapper.questionnaire.model import Role

FIRST_STEPS = 3
_LINE, _ROOM = 64, 16
"""Characters in a line of the first sheet, and its lines beside what always stands there: with more it is crowded."""
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
    return SummaryPage(
        **fields_of(shared),
        large=told.large,
        crowded=_crowded(goal, shared, (*first_steps, *nav_steps)),
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
        refused=refused(told, told.plan.not_chosen, all_of_them=False),
        assessment=assessment(told),
        consents=in_force(told.consents, told, all_of_them=False),
    )


def _crowded(goal: Iterable[Answered], shared: Common, first: Iterable[Step]) -> bool:
    """Tell whether what is on the first sheet has no room there."""
    said = (block for each in goal for speech in each.said for block in walk(speech.answer))
    texts = [plain(block.inlines) for block in said if isinstance(block, Paragraph)]
    texts += [contact.name for contact in shared.contacts]
    texts += [f"{step.title} {step.who}" for step in first]
    return _lines(texts) > _ROOM


def _lines(texts: Iterable[str]) -> int:
    """Estimate how many lines texts take, each on lines of its own."""
    return sum(1 + len(line) // _LINE for text in texts for line in text.split("\n"))
