"""A questionnaire that is tried while it is written: read anew each time it is saved, with the answers carried over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.interview.model import NotUnderstood
from mapper.interview.parse import as_words

if TYPE_CHECKING:
    from mapper.desk.desk import Desk
    from mapper.interview.answer import Answer
    from mapper.meeting.meeting import Meeting
    from mapper.questionnaire.condition import Voice
    from mapper.questionnaire.findings import Finding

Stamp = tuple[int, int, int]
"""What tells one saving of a file from another: which file it is, when it was written, and how long it is."""


@dataclass(frozen=True, slots=True)
class Previewed:
    """What a file came to: a conversation, or what is wrong. `lost` counts answers that no longer fit."""

    meeting: Meeting | None
    findings: tuple[Finding, ...] = ()
    lost: int = 0
    files: Mapping[Path, Stamp | None] = field(default_factory=dict)
    """All that it hangs on, also what is missing, as it was before it was read."""

    @property
    def advice(self) -> int:
        """Count the findings that stop nothing."""
        return sum(finding.is_advice for finding in self.findings)


def stamp_of(path: Path) -> Stamp | None:
    """Look at a file; None while it is not there, as where an editor puts a new one in its place."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def preview(desk: Desk, path: Path, language: str, before: Meeting | None = None) -> Previewed:
    """Read a questionnaire and sit down with it, kept in memory only, with what was answered `before` where it fits.

    Raises QuestionnaireUnsound where the core that a pack belongs to is not in order.
    """
    from mapper.desk.desk import QuestionnaireUnsound
    from mapper.questionnaire.check import check_paths

    files = {each: stamp_of(each) for each in (path, *desk.library.files_of(path))}
    findings = check_paths((path,), desk.library, advice=True)
    if any(not finding.is_advice for finding in findings):
        return Previewed(None, findings, files=files)
    try:
        questionnaire = desk.questionnaire_at(path)
    except QuestionnaireUnsound:  # saved anew in the meantime, or the core has a fault
        findings = check_paths((path,), desk.library)
        if not findings:
            raise
        return Previewed(None, findings, files=files)
    profile = before.profile if before else "full"
    second = before.second_language if before else ""
    meeting = desk.rehearse(questionnaire, profile, before.language if before else language, second)
    return Previewed(meeting, findings, _carried(before, meeting) if before else 0, files)


def _carried(before: Meeting, after: Meeting) -> int:
    """Say again what was said; give how many answers no longer fit."""
    lost = 0
    for line in before.whole_review():
        for spoken in line.said:
            try:
                _say_again(after, line.question.ref, spoken.voice, spoken.answer)
            except (NotUnderstood, KeyError):
                lost += 1
    return lost


def _say_again(after: Meeting, ref: str, voice: Voice, answer: Answer) -> None:
    if answer.state == "value":
        write_in = dict(answer.write_in)
        after.say(ref, voice, as_words(answer.value), comment=answer.comment, write_in=write_in)
    else:
        after.pass_over(ref, voice, answer.state)
