"""Broken files, each with what the check finds in it beside it: everything at once, at its place, in plain words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from mapper.language.text import SCREEN_LANGUAGES
from mapper.questionnaire.check import check_text
from mapper.questionnaire.checking.advise import Beside
from mapper.questionnaire.checking.words import WordLists
from mapper.questionnaire.findings import ADVICE, UNNEEDED, Finding, finding_text, findings_json, findings_text
from mapper.questionnaire.library import Library, shipped_folder

HERE = Path(__file__).parent
FILES = sorted((HERE / "broken").glob("*.yaml"))


@cache
def beside() -> Beside:
    library = Library((shipped_folder(),))
    return Beside(WordLists.of(library.avoided_words("officialese"), library.avoided_words("respect")))


def found_in(path: Path) -> tuple[Finding, ...]:
    return check_text(path.read_bytes(), path.name, beside=beside())


def told(found: Finding) -> str:
    meant = f" → {found.suggestion}" if found.suggestion else ""
    return f"{found.line}:{found.column} {found.code}{meant}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_all_that_is_wrong_is_found_at_once_and_at_its_place(path: Path) -> None:
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert [told(found) for found in found_in(path)] == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_finding_is_told_in_every_language(path: Path) -> None:
    for found in found_in(path):
        for language in SCREEN_LANGUAGES:
            _, *rows = finding_text(found, language).split("\n")
            assert all(row.strip() for row in rows)
            assert "{" not in rows[-1].replace(str(dict(found.values).get("one")), "")


def test_there_are_fifty_of_them_and_each_kind_of_advice_has_one() -> None:
    assert len(FILES) >= 50
    codes = {found.code for path in FILES for found in found_in(path)}
    elsewhere = {
        "old_translation",
        "search_gave_up",
        "never_offered",
        "never_offered_in_short",
        "pack_unfit",
    }  # test_advice
    assert {*ADVICE, UNNEEDED} - codes == elsewhere


def test_what_clashes_is_said_as_it_is_written_with_the_line_of_the_other() -> None:
    (found,) = found_in(HERE / "broken" / "never-child-of-yes.yaml")
    assert finding_text(found, "nb").split("\n") == [
        "never-child-of-yes.yaml:21:26 [never_asked]",
        "          when: {a.y: YES, a.x: NO}",
        "                           ^",
        "Spørsmålet «a.z» blir aldri stilt. «a.x: NO» og «a.x: YES» (linje 16) kan ikke være sant samtidig.",
        "Rett den ene betingelsen, eller ta bort spørsmålet.",
    ]


def test_what_follows_from_one_mistake_is_told_with_it() -> None:
    (found,) = found_in(HERE / "broken" / "never-and-what-follows.yaml")
    assert finding_text(found, "en").split("\n")[-2].endswith("This goes for a.z, a.w, too.")


def test_advice_comes_after_faults_and_is_counted_apart() -> None:
    faults = found_in(HERE / "broken" / "circle-of-four.yaml")
    advice = found_in(HERE / "broken" / "two-things.yaml")
    text = findings_text((*advice, *faults), "nb")
    assert text.index("circle-of-four.yaml") < text.index("Råd. De stopper ingenting.") < text.index("two-things.yaml")
    assert text.endswith("Én ting å rette. 3 råd.")
    assert findings_text(advice, "nb").endswith("Ingen feil. 3 råd.")
    assert [each["level"] for each in findings_json((*faults, *advice), "nb")] == [
        "fault",
        "advice",
        "advice",
        "advice",
    ]
