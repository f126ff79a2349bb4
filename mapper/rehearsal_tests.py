"""An office's own tests of a questionnaire: files of answers that say what is to be asked and suggested.

Takes in a Desk and files; gives out what came otherwise than expected, with line and column, and what no file reaches.
Never touches a stored case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapper.language.catalogue import words
from mapper.questionnaire.findings import Finding, findings_text, in_order, nearest
from mapper.questionnaire.source import Place, UnreadableError, key_place, value_place
from mapper.rehearsal import report_on, sit_through
from mapper.sitting import EXPECT, Script, read_script

if TYPE_CHECKING:
    from mapper.desk.desk import Desk
    from mapper.rehearsal import Report

EXPECTATIONS: Final = {
    "asked": "expect_asked",
    "not_asked": "expect_not_asked",
    "suggested": "expect_suggested",
    "not_suggested": "expect_not_suggested",
}
"""What may be expected, and the code of the finding where it came otherwise."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the tests came to. `unasked` and `unsuggested` are the refs and rule ids that no file reached.

    Of a pack, they are its own only: the core that it is held with has tests elsewhere.
    """

    files: int
    findings: tuple[Finding, ...]
    unasked: tuple[str, ...]
    unsuggested: tuple[str, ...]

    @property
    def well(self) -> bool:
        """Tell whether everything came as expected."""
        return not self.findings


def hold_tests(desk: Desk, questionnaire: str, files: Sequence[Path]) -> Held:
    """Hold the sitting of each file and compare. Raises QuestionnaireMissing or QuestionnaireUnsound."""
    composed = desk.questionnaire_named(questionnaire)
    rules = {rule.key or rule.id for rule in composed.rules}
    findings: list[Finding] = []
    asked: set[str] = set()
    suggested: set[str] = set()
    for path in files:
        try:
            script = read_script(path)
            report = report_on(sit_through(desk, composed, script, script.language))
        except UnreadableError as slips:
            findings += slips.findings
            continue
        asked |= set(report.asked)
        suggested |= {each.key for each in report.suggestions}
        findings += _compared(script, report, composed.questions, rules, questionnaire)
    under_test = composed.files[-1:]
    sections = {section.id for file in under_test for section in file.sections}
    own_rules = {rule.key or rule.id for file in under_test for rule in file.activities}
    return Held(
        files=len(files),
        findings=in_order(findings),
        unasked=tuple(ref for ref, asks in composed.questions.items() if asks.section in sections and ref not in asked),
        unsuggested=tuple(sorted(own_rules - suggested)),
    )


def _compared(
    script: Script, report: Report, refs: Collection[str], rules: Collection[str], questionnaire: str
) -> Iterator[Finding]:
    expected = script.root.get(EXPECT, {})
    if not isinstance(expected, dict):
        yield script.source.finding(value_place(script.root, EXPECT), "expect_form")
        return
    came = {"asked": set(report.asked), "suggested": {each.key for each in report.suggestions}}
    for key, wanted in expected.items():
        if key not in EXPECTATIONS:
            place = key_place(expected, key)
            yield script.source.finding(place, "expect_key", nearest(key, EXPECTATIONS), key=key)
        elif not isinstance(wanted, list) or not all(isinstance(each, str) for each in wanted):
            yield script.source.finding(value_place(expected, key), "expect_list", key=key)
        else:
            kind = key.removeprefix("not_")
            known = refs if kind == "asked" else rules
            for name, place, code in _each(wanted, key, known, came[kind]):
                how = f"{name} {questionnaire} --answers {script.source.name}"
                near = nearest(name, known) if code == "expect_unknown" else None
                yield script.source.finding(place, code, near, name=name, how=how)


def _each(
    wanted: list[str], key: str, known: Collection[str], came: Collection[str]
) -> Iterator[tuple[str, Place, str]]:
    """Give what came otherwise than it was to: its name, where that stands, and the code of the finding."""
    for at, name in enumerate(wanted):
        place = value_place(wanted, at)
        if name not in known:
            yield name, place, "expect_unknown"
        elif (name in came) is key.startswith("not_"):
            yield name, place, EXPECTATIONS[key]


def tests_text(held: Held, language: str) -> str:
    """Tell what the tests came to, for people."""
    lines = [findings_text(held.findings, language)] if held.findings else []
    lines.append(words("try.tests_failed" if held.findings else "try.tests_held", language, n=held.files))
    for name, found in (("unasked", held.unasked), ("unsuggested", held.unsuggested)):
        if found:
            lines += ["", words(f"try.{name}", language, n=len(found)), *(f"  {each}" for each in found)]
    return "\n".join(lines)
