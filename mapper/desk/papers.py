"""Papers on this machine: what they are told, where they land, and how they are opened and printed.

Takes in a Meeting and the kind of paper; gives out blocks to look at and files in a private folder of the case. Never
writes over a file, and never writes half of one.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.documents.model import DocumentKind, Happened, Told, Wanted
from mapper.fault import Fault
from mapper.files import alone_in, case_folder, write_whole
from mapper.interview.events import Assessed, Event, Printed, ReadTogether
from mapper.interview.model import Picture
from mapper.interview.move_events import VersionMoved
from mapper.office.model import Office
from mapper.plan.model import COPY, Plan

if TYPE_CHECKING:
    from mapper.meeting.meeting import Meeting
    from mapper.questionnaire.composed import Questionnaire

REFUSED = "refused"
"""Under this name the participant says whether the ideas that they did not choose are on their paper."""


class PaperUnsaved(Fault):
    """Tell that a paper could not be written; what stood there before still stands. Facts: path."""

    code = "papers_unsaved"


class PaperUnopened(Fault):
    """Tell that no program on this machine opened the paper. Facts: path."""

    code = "papers_unopened"


def told_by(meeting: Meeting, office: Office, now: datetime, wanted: Wanted) -> Told:
    """Gather what papers may rest on."""
    view, view_words = meeting.assessment_view
    plan = meeting.whole_plan()
    return Told(
        language=wanted.language,
        now=now,
        review=meeting.whole_review(),
        picture=meeting.picture(),
        plan=plan,
        sittings=meeting.sittings(),
        kinds=meeting.kinds(),
        questions=meeting.known_questions(),
        office=office,
        name=meeting.name_said,
        label=meeting.label,
        practice=meeting.practice,
        alone=meeting.alone,
        area=wanted.area,
        refused_on_paper=meeting.held_back(REFUSED) is False,
        assessment=meeting.assessment,
        assessment_versions=len(meeting.assessment_versions),
        assessment_view=view,
        assessment_view_words=view_words,
        history=tuple(_history(meeting)),
        days=meeting.days(plan),
        compared=tuple(row for _, rows in meeting.compared() for row in rows),
        seed=meeting.record.events[0].id,
        full_titles=wanted.full_titles,
        large=wanted.large,
        figure=wanted.figure,
        title=meeting.questionnaire.title,
        sections=meeting.questionnaire.on_sections,
        second=wanted.second,
        consents=meeting.whole_consents(),
        recipient=wanted.recipient,
        events=_events(meeting, wanted) if wanted.document == COPY else (),
        suggests={
            rule.key or rule.id: rule.suggest for file in meeting.questionnaire.files for rule in file.activities
        },
        packs={pack.id: pack.title for pack in meeting.packs()} if wanted.document == COPY else {},
        without_held_back=wanted.without_held_back,
    )


def told_blank(questionnaire: Questionnaire, office: Office, now: datetime, wanted: Wanted) -> Told:
    """Tell of a questionnaire that nobody has answered."""
    return Told(
        language=wanted.language,
        now=now,
        review=(),
        picture=Picture((), ()),
        plan=Plan("", (), (), (), (), None, (), (), ()),
        questions=questionnaire.questions,
        office=office,
        title=questionnaire.title,
        sections=questionnaire.sections,
        second=wanted.second,
    )


def _events(meeting: Meeting, wanted: Wanted) -> tuple[Event, ...]:
    """Give everything that is kept; what is held back as empty places, where they want it left out."""
    from mapper.documents.own_copy.held import without_held

    return without_held(meeting) if wanted.without_held_back else tuple(meeting.record.events)


def _history(meeting: Meeting) -> Iterator[Happened]:
    for event in meeting.record.events:
        match event:
            case ReadTogether():
                yield Happened(
                    event.at, "read_together", event.voice, for_them=(event.reason or "–") if event.on_behalf else ""
                )
            case Assessed():
                yield Happened(event.at, "assessed", event.voice)
            case Printed():
                yield Happened(
                    event.at, "printed", document=event.document, changed=event.changed, consent=event.consent
                )
            case VersionMoved():
                yield Happened(event.at, "moved", was=event.was, now=event.now)


def write_papers(folder: Path, name: str, contents: Sequence[tuple[str, bytes]]) -> tuple[Path, ...]:
    """Write one paper in several formats, `(ending, content)`, under a name that is free for all of them.

    Raises PaperUnsaved; then none of this call's files stands.
    """
    written: list[Path] = []
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with alone_in(folder):  # another window must not find the same name free
            free = _free_name(folder, name, [ending for ending, _ in contents])
            written += (folder / f"{free}.{ending}" for ending, _ in contents)
            _written_at_once(written, [content for _, content in contents])
    except OSError:
        for path in written:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise PaperUnsaved(path=str(folder)) from None
    return tuple(written)


def _written_at_once(paths: Sequence[Path], contents: Sequence[bytes]) -> None:
    """Write some files side by side: the disk takes most of the time, and takes them together. Raises OSError."""
    with ThreadPoolExecutor(max_workers=max(1, len(paths))) as threads:
        writing = [threads.submit(write_whole, *each) for each in zip(paths, contents, strict=True)]
    for each in writing:
        each.result()


def _free_name(folder: Path, name: str, endings: Sequence[str]) -> str:
    number = 1
    free = name
    while any(os.path.lexists(folder / f"{free}.{ending}") for ending in endings):
        number += 1
        free = f"{name}-{number}"
    return free


def show(path: Path) -> None:
    """Open a paper in the program that this machine uses for it. Raises PaperUnopened."""
    if not path.is_file() or not _opened(path):
        raise PaperUnopened(path=str(path))


def print_out(path: Path) -> bool:
    """Hand a paper to this machine's printing; tell whether it went there.

    Where the machine cannot print such a file by itself, the paper is opened instead, to be printed from there.
    """
    if sys.platform == "win32" and _started(path, "print"):
        return True
    show(path)
    return False


def _started(path: Path, verb: str) -> bool:
    """Let Windows do with a file what its kind of file is for; tell whether any program could."""
    if sys.platform == "win32":
        with suppress(OSError):
            os.startfile(path, verb)  # noqa: S606 - a path that we made
            return True
    return False


def _opened(path: Path) -> bool:
    if sys.platform == "win32":
        return _started(path, "open")
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    try:
        quiet = subprocess.DEVNULL
        started = subprocess.Popen(  # noqa: S603 - a fixed program and a path that we made
            [opener, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError:
        return False
    try:
        return started.wait(timeout=3) == 0
    except subprocess.TimeoutExpired:
        return True


__all__ = [
    "REFUSED", "DocumentKind", "PaperUnopened", "PaperUnsaved", "case_folder", "print_out", "show",
    "told_by", "write_papers",
]  # fmt: skip
