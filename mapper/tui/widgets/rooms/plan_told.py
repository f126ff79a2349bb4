"""Gather what the plan's lanes tell besides the plan: questions by name, answers in words, what stands written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mapper.interview.told import spoken_words
from mapper.tui.widgets.rooms.plan_lines import READERS, Told

if TYPE_CHECKING:
    from mapper.meeting.meeting import Meeting
    from mapper.plan.model import Plan


def tell(meeting: Meeting, plan: Plan, language: str) -> Told:
    """Gather it for the plan of one meeting, in one language."""
    view, words = meeting.assessment_view
    return Told(
        language=language,
        ask=partial(_ask, meeting, language),
        said=partial(_said, meeting, language),
        today=meeting.today,
        coming=meeting.coming_meeting(plan),
        kinds=meeting.kinds(),
        assessment=meeting.assessment,
        assessment_versions=len(meeting.assessment_versions),
        assessment_view=view,
        assessment_words=words,
        read_by=tuple(voice for voice in READERS if meeting.record.read_together(voice)),
    )


def _ask(meeting: Meeting, language: str, ref: str) -> str:
    return meeting.text(ref).ask.to(language)


def _said(meeting: Meeting, language: str, ref: str) -> tuple[tuple[str, str], ...]:
    asking = meeting.asking(ref)
    return tuple((spoken.voice, spoken_words(asking.question, spoken, language)) for spoken in asking.said)
