"""One small file for each thing that can be wrong; its first line says where and what. One slip, one finding."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from mapper.language.text import SCREEN_LANGUAGES
from mapper.questionnaire.check import check_text
from mapper.questionnaire.checking.advise import Beside
from mapper.questionnaire.findings import ADVICE, UNNEEDED, finding_text, findings_json, findings_text
from tests.table import shipped

HERE = Path(__file__).parent
SLIPS = sorted((HERE / "slips").glob("*.yaml"))
LISTS = shipped().lists
CATALOGUES = Path(__file__).parents[2] / "mapper" / "language" / "catalogues"
TESTED_ELSEWHERE = {
    "piece_missing", "piece_outside", "piece_circle", "piece_many", "piece_key", "extends_unknown", "options_unknown",
    "leave_out_unknown", "leave_out_needed", "version_ahead", "order_unknown", "piece_unused", "pieces_big",
    "options_many",
    # test_pieces
    "closing_many",  # test_hostile
    *ADVICE, UNNEEDED,  # test_broken, test_advice
    "no_file", "too_big", "too_many", "long_line", "utf_16", "not_utf_8", "rich_text", "word_file",
    "not_yaml",  # test_source
    "date_expected", "double_entry", "file_name", "file_ending", "no_files", "core_is_pack",  # test_library
    "answers_key", "answers_field", "answers_choice", "answers_mapping", "answers_question", "answers_refused",
    "answers_rule", "answers_decision", "answers_pack", "answers_round", "answers_words",  # cli/test_try
    "expect_form", "expect_key", "expect_list", "expect_unknown", "expect_asked", "expect_not_asked",
    "expect_suggested", "expect_not_suggested",  # cli/test_explaining
}  # fmt: skip


def expected(text: str) -> str:
    first = re.match(r"# expect: (.+)", text)
    assert first
    return first[1]


@pytest.mark.parametrize("path", SLIPS, ids=lambda path: path.stem)
def test_one_slip_is_one_finding_at_its_place(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = check_text(text, path.name, LISTS)
    assert [f"{each.line}:{each.column} {each.code}" for each in found] == [expected(text)]


@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
@pytest.mark.parametrize("path", SLIPS, ids=lambda path: path.stem)
def test_a_finding_says_where_what_and_what_to_do(path: Path, language: str) -> None:
    text = path.read_text(encoding="utf-8")
    (found,) = check_text(text, path.name, LISTS)
    rows = finding_text(found, language).split("\n")
    assert rows[0] == f"{path.name}:{found.line}:{found.column}"
    assert rows[2].strip() == "^"
    assert len(rows) == 5
    assert all(row.strip() for row in rows)
    assert "{" not in rows[3].replace("{…}", "")


def codes(language: str) -> dict[str, dict[str, str]]:
    entries = tomllib.loads((CATALOGUES / language / "check.toml").read_text(encoding="utf-8"))
    return {
        code: entry
        for code, entry in entries.items()
        if isinstance(entry, dict) and code not in ("count", "count_advice", "marked")
    }


def test_every_code_has_a_file_that_shows_it() -> None:
    slips = {path.stem.split("-")[0] for path in SLIPS}
    lines = [line for path in (HERE / "broken").glob("*.txt") for line in path.read_text("utf-8").splitlines()]
    assert slips | {line.split()[1] for line in lines} | TESTED_ELSEWHERE == set(codes("nb"))


def test_all_languages_say_the_same() -> None:
    holes = {
        language: {
            (code, key): sorted(re.findall(r"{\w+}", text))
            for code, entry in codes(language).items()
            for key, text in entry.items()
        }
        for language in SCREEN_LANGUAGES
    }
    assert holes["nb"] == holes["nn"] == holes["en"]


TEN = """\
19:15 unknown_type number
22:9 unknown_key why
25:9 missing_language None
31:13 double_question None
39:16 unknown_question health.affects_work
44:52 unknown_code PAIN
50:11 forward None
63:16 cycle None
73:43 number_for_code None
80:11 rule_on_no_need None
"""


def test_ten_planted_mistakes_give_exactly_those_ten() -> None:
    path = HERE / "ten_mistakes.yaml"
    found = check_text(path.read_bytes(), path.name, beside=Beside())
    assert [f"{each.line}:{each.column} {each.code} {each.suggestion}" for each in found] == TEN.splitlines()


@pytest.mark.parametrize(("language", "asks", "ends"), [
    ("nb", "Mente du «health.affects_work»?", "9 ting å rette."),
    ("nn", "Meinte du «health.affects_work»?", "9 ting å rette."),
])  # fmt: skip
def test_mistakes_in_words(language: str, asks: str, ends: str) -> None:
    path = HERE / "ten_mistakes.yaml"
    found = check_text(path.read_bytes(), path.name)
    text = findings_text(found, language)
    assert text.count("ten_mistakes.yaml:") == 9
    assert asks in text
    assert text.endswith(ends)


def test_findings_as_data() -> None:
    path = HERE / "ten_mistakes.yaml"
    first, *_ = findings_json(check_text(path.read_bytes(), path.name), "nb")
    assert first == {
        "file": "ten_mistakes.yaml",
        "line": 19,
        "column": 15,
        "level": "fault",
        "code": "unknown_type",
        "values": {"type": "nummer", "known": "yes_no, one, several, scale, text, number, money, date, list, table"},
        "what": "«nummer» er ingen spørsmålstype. Mente du «number»?",
        "do": "Velg en av disse: yes_no, one, several, scale, text, number, money, date, list, table.",
        "suggestion": "number",
    }


def test_nothing_wrong_is_said_too() -> None:
    assert findings_text((), "nb") == "Alt er i orden."


@pytest.mark.parametrize("path", sorted((HERE / "examples").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_example_passes(path: Path) -> None:
    assert check_text(path.read_bytes(), path.name, LISTS) == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [("2 uker", "2 weeks"), ("14 dager", "14 days"), ("1 Måned", "1 months"), ("3veker", "3 weeks"), ("soon", None),
     ("0 dager", None)],
)  # fmt: skip
def test_a_time_limit_in_norwegian_is_told_as_files_have_it(written: str, meant: str | None) -> None:
    text = (HERE / "slips" / "bad_within.yaml").read_text(encoding="utf-8").replace("soon", written)
    (found,) = check_text(text, "f.yaml", LISTS)
    assert (found.code, found.suggestion) == ("bad_within", meant)
