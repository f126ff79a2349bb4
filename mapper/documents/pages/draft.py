"""What the draft of the activity plan is told: steps that may go home on paper, ready to copy into Nav's form."""

from __future__ import annotations

from mapper.documents.drawing.timeline import Bar, Span, timeline
from mapper.documents.model import Told
from mapper.documents.pages.answers import with_roles
from mapper.documents.pages.model import DraftPage
from mapper.documents.pages.shared import common, fields_of, on_paper
from mapper.documents.pages.steps import ideas, needs, refused, steps


def draft_page(told: Told) -> DraftPage:
    """Make the page of the plan. What is held back has no step, no reason and no place in time."""
    shown = steps(told, "who", lambda activity: not activity.held_back)
    shared = common(told)
    bars = tuple(Bar(step.title, step.start, step.due, step.who, step.review_on) for step in shown)
    meeting = shared.next_meeting.day if shared.next_meeting else None
    return DraftPage(
        **fields_of(shared),
        goal=with_roles([line for line in told.review if on_paper(line)], ("goal",), told.language),
        steps=shown,
        plan_steps=tuple(step for step in shown if step.in_activity_plan),
        other_steps=tuple(step for step in shown if not step.in_activity_plan),
        timeline=timeline(bars, Span(told.language, told.now.date(), meeting, large=told.large)),
        ideas=ideas(told, told.plan.ideas, all_of_them=False),
        refused=refused(told, told.plan.not_chosen, all_of_them=False),
        unmet=needs(told, lambda _: True, all_of_them=False),
    )
