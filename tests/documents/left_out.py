"""Why an answer stands on no paper of an audience: the rules in words, beside the code that follows them."""

from __future__ import annotations

from typing import Literal, TypeAlias

from mapper.documents.model import Audience, Told
from mapper.documents.pages.answers import given
from mapper.documents.pages.reflection import _FORMS, TAG, _list, _may_be_told
from mapper.documents.pages.shared import in_area, on_paper
from mapper.interview.model import ReviewLine

LeftOut: TypeAlias = Literal["held_back", "not_given", "unused", "other_area", "not_listed"]


def reasons_left_out(told: Told, audience: Audience) -> dict[str, LeftOut]:
    """Say for each question that stands on no paper of an audience why it does not."""
    reasons: dict[str, LeftOut] = {}
    for line in told.review:
        if line.standing == "unused":
            reasons[line.question.ref] = "unused"
        elif not given(line):
            reasons[line.question.ref] = "not_given"
        elif audience == "participant" and not on_paper(line):
            reasons[line.question.ref] = "held_back"
        elif audience == "reflection" and not is_listed(line):
            reasons[line.question.ref] = "not_listed"
        elif audience == "caseworker" and not in_area(line.question.area, told.area):
            reasons[line.question.ref] = "other_area"
    return reasons


def is_listed(line: ReviewLine) -> bool:
    """Tell whether anything of a line may stand in the note."""
    named = {entry["question"] for entry in _list()["fact"]}
    return _may_be_told(line) and (line.question.ref in named or line.question.tags.get(TAG) in _FORMS)
