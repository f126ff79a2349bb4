"""10,000 questions from YAML text, checked, composed and compiled, beside what libyaml takes for the same text."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from mapper.questionnaire.check import check_text, check_together
from mapper.questionnaire.checking.advise import Beside
from mapper.questionnaire.checking.outline import Outline
from mapper.questionnaire.checking.parts import Known, check_texts
from mapper.questionnaire.checking.texts import written_texts
from mapper.questionnaire.checking.words import WordLists
from mapper.questionnaire.compose import compose
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import Compiled, compile_condition
from mapper.questionnaire.findings import Finding
from mapper.questionnaire.library import Library, shipped_folder
from mapper.questionnaire.read import read_string
from tests.benchmarks.bench import report, side_by_side

QUESTIONS = 10_000
TIMES = 5
_TESTS = {"scale": "{at_least: 3}", "one": "A", "several": "{has: [A, B]}", "yes_no": "YES"}
_TYPES = ("scale", "one", "several", "scale", "yes_no")
_BODIES = {
    "scale": "    low: {nb: lite}\n    high: {nb: mye}\n",
    "one": "    options: [{code: A, text: {nb: a}}, {code: B, text: {nb: b}}]\n",
    "several": "    options: [{code: A, text: {nb: a}}, {code: B, text: {nb: b}}]\n",
    "yes_no": "",
}


def written(count: int) -> str:
    """Write a questionnaire of so many questions, twenty to a part; a third of them hang on an earlier one."""
    return 'id: core\nversion: "1.0"\ntitle: {nb: Prøve}\nsections:\n' + "".join(_lines(count))


def _lines(count: int) -> Iterator[str]:
    for index in range(count):
        if index % 20 == 0:
            yield f"- id: s{index // 20}\n  title: {{nb: Del {index // 20}}}\n  questions:\n"
        kind = _TYPES[index % 5]
        yield f"  - id: q{index}\n    ask: {{nb: Spørsmål {index}}}\n    why: {{nb: Derfor}}\n    type: {kind}\n"
        yield _BODIES[kind]
        if index % 3 == 0 and index > 7:
            earlier = index - 7
            yield f"    when: {{s{earlier // 20}.q{earlier}: {_TESTS[_TYPES[earlier % 5]]}}}\n"


def whole(text: str) -> tuple[Questionnaire, tuple[Compiled, ...]]:
    """Read, check, compose and compile. Raises ValueError where anything is wrong with the text."""
    reading = read_string(text, "bench.yaml")
    found = [
        *reading.findings,
        *check_texts(reading.source, written_texts(reading.root)),
        *check_together(Known(), Outline.of(reading)),
    ]
    if found or reading.form is None:
        raise ValueError(found)
    questionnaire = compose((reading.form,))
    conditions = (question.when for question in questionnaire.questions.values())
    return questionnaire, tuple(compile_condition(when) for when in conditions if when)


def advised(text: str) -> tuple[Finding, ...]:
    """Check with advice: every way through the conversation is searched, and every word is looked at."""
    library = Library((shipped_folder(),))
    words = WordLists.of(library.avoided_words("officialese"), library.avoided_words("respect"))
    return check_text(text, "bench.yaml", beside=Beside(words))


def events(text: str) -> int:
    """Let the YAML parser go through the text, and do nothing with it."""
    return sum(1 for _ in yaml.parse(text, Loader=yaml.CSafeLoader))


def load(text: str) -> object:
    """Load the text as plain Python data, unchecked, as programs usually do."""
    return yaml.load(text, Loader=yaml.CSafeLoader)


def measure(count: int = QUESTIONS, times: int = TIMES) -> None:
    """Measure and report."""
    text = written(count)
    works = {
        "read, check, compose, compile": lambda: whole(text),
        "read, check, advise": lambda: advised(text),
        "plain safe_load (libyaml)": lambda: load(text),
        "libyaml's events alone": lambda: events(text),
    }
    title = f"{count:,} questions, {len(text) / 1_000_000:.2f} MB of YAML"
    report(title, side_by_side(works, times, warm=1), "1,500 ms at 10,000 questions; 3,000 with advice")


if __name__ == "__main__":
    measure()
