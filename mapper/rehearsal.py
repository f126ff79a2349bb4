"""Try a questionnaire with an answers file: a whole sitting without a screen, and a report of what came of it.

Takes in a Desk and two files; gives out a report and, where asked for, papers. Never touches a stored case.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapper.desk.carrying import CalendarEmpty
from mapper.desk.desk import Desk
from mapper.desk.moving_told import office_move
from mapper.desk.paperwork import Saved
from mapper.documents.model import Shape, Wanted
from mapper.language.catalogue import words
from mapper.language.form import day
from mapper.language.telling import tell
from mapper.plan.model import CALENDAR, COPY
from mapper.sitting import Script, asked_and_hidden, hold, unanswered

if TYPE_CHECKING:
    from mapper.fault import Fault
    from mapper.meeting.meeting import Meeting
    from mapper.plan.model import Suggestion
    from mapper.questionnaire.composed import Questionnaire

CALENDAR_FORMAT, COPY_FORMAT = "ics", "json"
"""The formats that are no paper's: the participant's calendar, and their own copy of everything."""
_BEGINS = time(9, 0)


@dataclass(frozen=True, slots=True)
class Report:
    """What a sitting led to. Refs are `section.question`; days are ISO in the JSON form."""

    asked: tuple[str, ...]
    hidden: tuple[str, ...]
    unanswered: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    not_asked: tuple[tuple[str, str], ...]
    unmet: tuple[tuple[str, str | None], ...]
    documents: tuple[Path, ...]
    notices: tuple[Fault, ...] = ()
    """What to know about the papers, each thing once."""
    moved: tuple[str, ...] = ()
    """What was told before the sitting went over to another questionnaire, line by line."""

    def to_json(self) -> dict[str, Any]:
        """Give the report as plain data."""
        return {
            "asked": list(self.asked),
            "hidden": list(self.hidden),
            "unanswered": list(self.unanswered),
            "suggestions": [_suggestion(suggestion) for suggestion in self.suggestions],
            "not_asked": [{"question": ref, "cause": cause} for ref, cause in self.not_asked],
            "unmet": [{"question": ref, "topic": topic} for ref, topic in self.unmet],
            "documents": [str(path) for path in self.documents],
            **({"moved": list(self.moved)} if self.moved else {}),
            "notices": [{"code": notice.code, **notice.facts} for notice in self.notices],
        }


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "id": suggestion.key,
        "kind": suggestion.kind,
        "responsible": suggestion.responsible,
        "due": suggestion.due.isoformat(),
        "because": list(suggestion.answers),
    }


def fixed_clock(today: date) -> Callable[[], datetime]:
    """Make a clock that stands at nine in the morning of a day, in this machine's zone."""
    return lambda: datetime.combine(today, _BEGINS).astimezone()


def counted_ids() -> Callable[[], str]:
    """Make ids in a row: the same sitting gives the same papers."""
    numbers = itertools.count(1)
    return lambda: f"{next(numbers):032x}"


def rehearse(  # noqa: PLR0913 - what `mapper try` can be told
    desk: Desk,
    questionnaire: str,
    script: Script,
    *,
    out: Path | None = None,
    formats: Sequence[str] = ("md", "html", CALENDAR_FORMAT),
    language: str | None = None,
    figure: Shape = "lines",
    move_to: str | None = None,
) -> Report:
    """Hold the sitting of an answers file, and let it go over to another questionnaire after it, where one is named.

    Raises UnreadableError with findings, or a Fault.
    """
    talk = language or script.language
    meeting = sit_through(desk, desk.questionnaire_named(questionnaire), script, talk)
    moved = _moved(desk, meeting, move_to, talk) if move_to else ()
    saved = _papers(desk, meeting, out, formats, Wanted("", talk, figure=figure)) if out else ()
    return replace(report_on(meeting, saved), moved=moved)


def sit_through(desk: Desk, questionnaire: Questionnaire, script: Script, language: str) -> Meeting:
    """Hold the sitting of an answers file over a questionnaire. Raises UnreadableError with findings."""
    meeting = desk.rehearse(questionnaire, script.profile, language, script.second_language)
    hold(meeting, script)
    return meeting


def _moved(desk: Desk, meeting: Meeting, move_to: str, language: str) -> tuple[str, ...]:
    """Go over to a questionnaire, and give what the two would be told first."""
    move, old = desk.move_over(meeting, desk.questionnaire_named(move_to)), meeting.questionnaire
    if move is None:
        return ()
    desk.make_move(meeting, move)
    return tuple(office_move(move, old, language))


def _papers(desk: Desk, meeting: Meeting, out: Path, formats: Sequence[str], wanted: Wanted) -> tuple[Saved, ...]:
    papers = [ending for ending in formats if ending not in (CALENDAR_FORMAT, COPY_FORMAT)]
    every = desk.every_paper(meeting, wanted.language) if papers else ()
    named = [replace(wanted, document=each.document, recipient=each.recipient) for each in every]
    saved = [desk.save(meeting, each, papers, folder=out) for each in named]
    if CALENDAR_FORMAT in formats:
        with suppress(CalendarEmpty):
            saved.append(desk.save_calendar(meeting, replace(wanted, document=CALENDAR), folder=out))
    if COPY_FORMAT in formats:
        saved.append(desk.save_copy(meeting, replace(wanted, document=COPY), folder=out))
    return (*saved, *(Saved((), (notice,)) for notice in (desk.office.notice,) if notice))


def report_on(meeting: Meeting, saved: Sequence[Saved] = ()) -> Report:
    """Report what a sitting led to, and the papers that were saved of it."""
    plan = meeting.whole_plan()
    asked, hidden = asked_and_hidden(meeting)
    return Report(
        asked=asked,
        hidden=hidden,
        unanswered=tuple(unanswered(meeting, asked)),
        suggestions=meeting.suggestions(),
        not_asked=tuple((unasked.ref, unasked.cause) for unasked in plan.unasked),
        unmet=tuple((need.ref, need.topic) for need in plan.unmet),
        documents=tuple(path for each in saved for path in each.paths),
        notices=_once(notice for each in saved for notice in each.notices),
    )


def _once(notices: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple({(notice.code, *sorted(notice.facts.items())): notice for notice in notices}.values())


def report_text(report: Report, language: str) -> str:
    """Tell a report in words, for people."""
    lines: list[str] = [*report.moved, ""] if report.moved else []
    for name in ("asked", "hidden", "unanswered"):
        refs: tuple[str, ...] = getattr(report, name)
        lines += [words(f"try.{name}", language, n=len(refs)), *(f"  {ref}" for ref in refs), ""]
    lines.append(words("try.suggestions", language, n=len(report.suggestions)))
    for suggestion in report.suggestions:
        due = day(suggestion.due, language)
        lines += [f"  {suggestion.key}: {suggestion.title.to(language)}"]
        lines += ["    " + words("try.because", language, refs=", ".join(suggestion.answers), due=due)]
    lines += ["", words("try.unmet", language, n=len(report.unmet)), *(f"  {ref}" for ref, _ in report.unmet)]
    if report.documents:
        lines += ["", words("try.documents", language, n=len(report.documents)), *(f"  {p}" for p in report.documents)]
    for told in (tell(notice.code, notice.facts, language) for notice in report.notices):
        lines += ["", told.says, told.do]
    return "\n".join(lines)
