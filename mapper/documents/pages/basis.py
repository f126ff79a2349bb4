"""What the caseworker's basis is told: everything that was said, under the points of the written assessment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from mapper.documents.kinds import title_of
from mapper.documents.model import Happened, Told
from mapper.documents.pages.answers import answered, given, on_one_line, parts
from mapper.documents.pages.compared import now_and_before
from mapper.documents.pages.model import BasisPage, Copied, HistoryLine, Line
from mapper.documents.pages.picture import picture
from mapper.documents.pages.points import POINTS, point_of
from mapper.documents.pages.shared import (
    CARD,
    assessment,
    common,
    counts,
    fields_of,
    in_area,
    no_longer_asked,
)
from mapper.documents.pages.sharing import consents_in_area, in_force
from mapper.documents.pages.steps import ideas, needs, refused, steps
from mapper.interview.model import ON_BEHALF, ReviewLine
from mapper.language.catalogue import words
from mapper.language.clean import clean_line
from mapper.language.text import Text
from mapper.plan.model import AREAS, Activity, Idea, Need, Suggestion


def basis_page(told: Told) -> BasisPage:
    """Make the caseworker's page, limited to an area where `told` says so."""
    lines = [line for line in told.review if counts(line) and in_area(line.question.area, told.area)]
    seen = picture(told, lines, "caseworker")
    body = [line for line in lines if line.question.role not in CARD and line.question.ref not in seen.refs]
    under = {point: [line for line in body if point_of(line.question) == point] for point in POINTS}
    in_parts: dict[str, Any] = {point: parts(under[point], told.language) for point in POINTS if point != "own_words"}
    return BasisPage(
        **fields_of(common(told, all_of_it=True)),
        **in_parts,
        only_work=told.area == "work",
        only_social=told.area == "social",
        meeting=parts([line for line in lines if line.question.role in CARD], told.language),
        own_words=tuple(answered(line, told.language) for line in under["own_words"]),
        picture=seen.figures,
        picture_words=seen.added,
        compared=now_and_before(told, lambda line: in_area(line.question.area, told.area)),
        steps=steps(told, "who_basis", lambda activity: _step_in_area(activity, told)),
        ideas=ideas(told, _ideas_in_area(told.plan.ideas, told), all_of_them=True),
        refused=refused(told, _ideas_in_area(told.plan.not_chosen, told), all_of_them=True),
        unmet=needs(told, lambda need: _need_in_area(need, told), all_of_them=True),
        assessment=assessment(told),
        sources=tuple(dict.fromkeys(sitting.opened.date() for sitting in told.sittings)),
        not_taken_up=tuple(_not_taken_up(told)),
        no_longer_asked=parts(
            (line for line in told.review if no_longer_asked(line) and in_area(line.question.area, told.area)),
            told.language,
        ),
        consents=in_force(consents_in_area(told), told, all_of_them=True),
        history=tuple(_history(told)),
        copied=_copied(replace(told, area="work") if told.area == "all" else told, lines),
    )


# --- one area


def _ref_in_area(ref: str, told: Told) -> bool:
    question = told.questions.get(ref)
    return told.area == "all" or (question is not None and in_area(question.area, told.area))


def _step_in_area(activity: Activity, told: Told) -> bool:
    """Keep a step off a limited paper if it, or any answer that it rests on, belongs to the other area."""
    own = in_area(AREAS.get(activity.target), told.area)
    return own and all(_ref_in_area(ref, told) for ref in activity.answers)


def _ideas_in_area(chosen: tuple[Idea, ...], told: Told) -> tuple[Idea, ...]:
    return tuple(idea for idea in chosen if _suggestion_in_area(idea.suggestion, told))


def _need_in_area(need: Need, told: Told) -> bool:
    return _suggestion_in_area(need.suggestion, told) if need.suggestion else _ref_in_area(need.ref, told)


def _suggestion_in_area(suggestion: Suggestion, told: Told) -> bool:
    own = in_area(AREAS.get(suggestion.target), told.area)
    return own and all(_ref_in_area(ref, told) for ref in suggestion.answers)


# --- what nobody answered, and what was done


def _not_taken_up(told: Told) -> Iterator[Text]:
    """Give what has no answer; a paper that leaves the room does not say which of it was refused."""
    for line in told.review:
        empty = line.standing not in ("unused", "parked") and not given(line) and line.question.role not in CARD
        if empty and in_area(line.question.area, told.area):
            yield line.question.ask


def _history(told: Told) -> Iterator[HistoryLine]:
    met = [(sitting.opened, words("documents.history.opened", told.language)) for sitting in told.sittings]
    done = [(happened.at, _happened(happened, told)) for happened in told.history]
    lines = sorted([*met, *done, *_consents(told)], key=lambda line: line[0])
    yield from dict.fromkeys(HistoryLine(at.date(), what) for at, what in lines)


def _consents(told: Told) -> Iterator[tuple[datetime, str]]:
    for consent in consents_in_area(told):
        recipient = clean_line(consent.recipient.shown)
        yield consent.given, words("documents.history.consented", told.language, recipient=recipient)
        if consent.withdrawn:
            yield consent.withdrawn, words("documents.history.withdrawn", told.language, recipient=recipient)


def _happened(happened: Happened, told: Told) -> str:
    language = told.language
    match happened.what:
        case "read_together" if happened.for_them:
            key = "read_for_them"
        case "read_together":
            voice = happened.voice or "together"
            key = f"read_{voice}"
        case "moved" if happened.was == happened.now:
            key = "moved_same"
        case what:
            key = what
    document = title_of(happened.document, language)
    shared = next((each for each in consents_in_area(told) if each.id == happened.consent), None)
    if shared:
        document = f"{document} ({clean_line(shared.recipient.shown)})"
    facts = {"document": document, "was": happened.was, "now": happened.now, "why": _why(happened.for_them, language)}
    line = words(f"documents.history.{key}", language, **facts)
    by_hand = words("changing.history", language, n=happened.changed) if happened.changed else ""
    return f"{line} ({by_hand})" if by_hand else line


def _why(for_them: str, language: str) -> str:
    return words(f"documents.history.why_{for_them}", language) if for_them in ON_BEHALF else clean_line(for_them)


# --- text that is ready to copy


def _copied(told: Told, lines: Iterable[ReviewLine]) -> Copied:
    """Give what texts to copy are made of. Nav's plan and assessment are about work: municipal answers stay out."""
    allowed = [line for line in lines if not line.held_back and in_area(line.question.area, told.area)]
    body = [line for line in allowed if line.question.role not in (*CARD, "mark", "level")]
    under: dict[str, Any] = {
        point: tuple(_lines([line for line in body if point_of(line.question) == point], told.language))
        for point in POINTS
    }
    present = _lines([line for line in allowed if line.question.role == "present"], told.language)
    return Copied(
        present="; ".join(line.words for line in present),
        goal=tuple(_lines([line for line in body if line.question.role == "goal"], told.language)),
        steps=steps(told, "who_basis", lambda step: not step.held_back and _step_in_area(step, told)),
        **under,
    )


def _lines(lines: Iterable[ReviewLine], language: str) -> Iterator[Line]:
    for line in lines:
        for spoken in given(line):
            yield Line(
                question=line.question.ask,
                words=on_one_line(line.question, spoken.answer, language),
                by_caseworker=spoken.voice == "caseworker",
                by_both=spoken.voice == "together",
                credit=_credit(line, language),
            )


def _credit(line: ReviewLine, language: str) -> str:
    """Say that the caseworker wrote it, and how the participant sees it: to differ goes wherever the words go."""
    credit = words(f"documents.credit.{line.view or 'plain'}", language)
    return f"{credit}: {clean_line(line.view_words)}" if line.view_words else credit
