"""`mapper try`: the example in the docs, and what it says about what it cannot do."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from mapper.cli import main
from mapper.console import MISUSED, OK, TOLD
from mapper.sitting import _ANSWER_KEYS, _KEYS
from tests.packs import COURSE as PACK

PAGE = (Path(__file__).parents[2] / "docs" / "answers-file.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with the example of the docs in it."""
    monkeypatch.setenv("MAPPER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)
    example = re.search(r"```yaml\n(.+?)```", PAGE, re.DOTALL)
    assert example is not None
    Path("answers.yaml").write_text(example[1], encoding="utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


def papers(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_example_runs_as_it_stands(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    command = re.search(r"```sh\n(mapper try .+)\n```", PAGE)
    assert command is not None
    code, said, wrong = run(capsys, *shlex.split(command[1])[1:])
    assert (code, wrong) == (OK, "")
    written = papers(folder / "papers")
    assert {Path(name).suffix for name in written} == {".md", ".html"}
    assert all(str(Path(name).name) in said for name in written)
    everything = b"".join(written.values()).decode()
    assert "Noe praktisk sammen med andre." in everything
    assert not (folder / "data").exists()


def test_the_same_files_and_day_give_the_same_papers(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    arguments = ("try", "core", "--answers", "answers.yaml", "--date", "2026-04-03", "--json")
    first = json.loads(run(capsys, *arguments, "--out", "one")[1])
    second = json.loads(run(capsys, *arguments, "--out", "two")[1])
    assert papers(folder / "one") == papers(folder / "two") != {}
    assert {**first, "documents": []} == {**second, "documents": []}


def test_the_report_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = run(capsys, "try", "core", "--answers", "answers.yaml", "--date", "2026-04-03", "--json")
    report = json.loads(said)
    assert code == OK
    assert set(report) == {"asked", "hidden", "unanswered", "suggestions", "not_asked", "unmet", "documents", "notices"}
    assert report["documents"] == report["notices"] == []
    assert "start.hope" in report["asked"]
    assert "start.hope" not in report["unanswered"]
    assert all(suggestion["because"] and suggestion["due"] >= "2026-04-03" for suggestion in report["suggestions"])
    assert not any(Path(name).exists() for name in ("papers", "data"))


def test_a_field_that_is_none_is_told_with_those_that_are(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    with (folder / "answers.yaml").open("a", encoding="utf-8") as file:
        file.write('\nnext_meeting: {start: "2026-04-09", place: here}\n')
    code, said, _ = run(capsys, "try", "core", "--answers", "answers.yaml", "--language", "en")
    assert code == TOLD
    assert "klokkeslett" in said


def test_what_is_not_used_of_the_office_is_told_with_its_papers(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "data" / "office").mkdir(parents=True)
    (folder / "data" / "office" / "office.yaml").write_text("name: Nav\ncolour: red\n", encoding="utf-8")
    code, said, _ = run(capsys, "try", "core", "--answers", "answers.yaml", "--out", "papers", "--json")
    assert code == OK
    assert [(each["code"], each["line"]) for each in json.loads(said)["notices"]] == [("office_part_unread", 2)]


def test_only_the_formats_asked_for_are_written(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    code, _, _ = run(capsys, "try", "core", "--answers", "answers.yaml", "--out", "papers", "--formats", " html ")
    assert code == OK
    assert {path.suffix for path in (folder / "papers").rglob("*.*")} == {".html"}


def test_the_calendar_is_one_of_the_formats(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    with Path("answers.yaml").open("a", encoding="utf-8") as file:
        file.write('\nnext_meeting: {start: "2026-04-09", klokkeslett: "10.30"}\n')
    arguments = ("try", "core", "--answers", "answers.yaml", "--date", "2026-04-03", "--out", "papers")
    code, said, _ = run(capsys, *arguments, "--formats", "ics")
    assert code == OK
    (name,) = papers(folder / "papers")
    assert name == "kalender-2026-04-03.ics"
    assert name in said
    assert b"DTSTART:20260409T083000Z" in papers(folder / "papers")[name]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_language_asked_for_wins_over_the_file(
    capsys: pytest.CaptureFixture[str], folder: Path, language: str
) -> None:
    code, _, _ = run(
        capsys,
        "--language",
        language,
        "try",
        "core",
        "--answers",
        "answers.yaml",
        "--out",
        "papers",
        "--formats",
        "html",
    )
    assert code == OK
    assert all(f'lang="{language}"'.encode() in paper for paper in papers(folder / "papers").values())


def test_a_slip_in_the_answers_is_told_with_its_place_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    Path("answers.yaml").write_text("answers:\n  work.wihs: PLANTED-ANSWER\n", encoding="utf-8")
    code, said, wrong = run(capsys, "try", "core", "--answers", "answers.yaml", "--out", "papers")
    assert (code, wrong) == (TOLD, "")
    assert "answers.yaml:2:3" in said
    assert "work.wish" in said
    assert not (folder / "papers").exists()
    code, said, _ = run(capsys, "try", "core", "--answers", "answers.yaml", "--json")
    assert [(slip["line"], slip["column"]) for slip in json.loads(said)] == [(2, 3)]


SLIPS = """\
anwsers: {}
profile: medium
held_back: yes
"""
SLIPS_IN_TALK = """\
answers:
  work.wihs: PLANTED-ANSWER
  health.affects_work: PLANTED-ANSWER
held_back: yes
decisions:
  update-cvv: try
  update-cv: PLANTED-ANSWER
"""


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    ("slips", "codes"),
    [
        (SLIPS, ["answers_key", "answers_choice"]),
        (SLIPS_IN_TALK, ["answers_question", "answers_refused", "answers_mapping", "answers_rule", "answers_decision"]),
    ],
)
def test_every_slip_in_an_answers_file_is_told_in_words_without_the_answer(
    capsys: pytest.CaptureFixture[str], slips: str, codes: list[str], language: str
) -> None:
    Path("answers.yaml").write_text(slips, encoding="utf-8")
    arguments = ("--language", language, "try", "core", "--answers", "answers.yaml", "--json")
    code, said, wrong = run(capsys, *arguments)
    assert (code, wrong) == (TOLD, "")
    found = json.loads(said)
    assert [slip["code"] for slip in found] == codes
    assert all(slip["what"] and slip["do"] for slip in found)
    assert "PLANTED-ANSWER" not in said
    assert "{{" not in said


@pytest.mark.parametrize(
    ("arguments", "exit_code", "named"),
    [
        (["core"], MISUSED, "cli_missing"),
        (["--answers", "answers.yaml"], MISUSED, "cli_missing"),
        (["core", "--answers", "answers.yaml", "--formats", "odt"], MISUSED, "md,html,docx,pdf"),
        (["core", "--answers", "answers.yaml", "--formats", ","], MISUSED, "cli_bad_value"),
        (["core", "--answers", "answers.yaml", "--date", "31.02.2026"], MISUSED, "YYYY-MM-DD"),
        (["core", "--answers", "answers.yaml", "--date", "0001-01-01"], MISUSED, "YYYY-MM-DD"),
        (["core", "--answers", "answers.yaml", "--date", "9999-12-31"], MISUSED, "YYYY-MM-DD"),
        (["nowhere", "--answers", "answers.yaml"], TOLD, "desk_questionnaire_missing"),
        (["core", "--answers", "gone.yaml"], TOLD, "gone.yaml:1:1"),
    ],
)
def test_what_cannot_be_done_is_told(
    capsys: pytest.CaptureFixture[str], arguments: list[str], exit_code: int, named: str
) -> None:
    code, said, wrong = run(capsys, "try", *arguments)
    assert code == exit_code
    assert named in said + wrong
    assert "Traceback" not in said + wrong


def test_every_key_of_the_file_is_told_in_the_docs() -> None:
    for key in (*_KEYS, *_ANSWER_KEYS):
        assert re.search(rf"\b{key}\b", PAGE), key


def test_more_questions_are_brought_in_from_the_office(
    capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAPPER_OFFICE", str(folder / "office"))
    (folder / "office" / "questionnaires").mkdir(parents=True)
    text = PACK.replace("offer_when: {home.status: YES}", "offer_when: {work.wish: {answered: yes}}")
    (folder / "office" / "questionnaires" / "course.yaml").write_text(text, encoding="utf-8")
    Path("more.yaml").write_text("packs: [course]\nanswers: {course.which: Welding}\n", encoding="utf-8")
    code, said, _ = run(capsys, "try", "core", "--answers", "more.yaml", "--json")
    report = json.loads(said)
    assert code == OK
    assert {"course.which", "course.when"} <= set(report["asked"])
    assert [suggestion["id"] for suggestion in report["suggestions"]] == ["sign-up"]


@pytest.mark.parametrize(("packs", "place"), [("[nowhere]", "1:9"), ("nowhere", "1:8"), ("[[a]]", "1:9")])
def test_a_pack_that_is_not_there_is_told_with_its_place(
    capsys: pytest.CaptureFixture[str], packs: str, place: str
) -> None:
    Path("more.yaml").write_text(f"packs: {packs}\n", encoding="utf-8")
    code, said, _ = run(capsys, "try", "core", "--answers", "more.yaml")
    assert code == TOLD
    assert f"more.yaml:{place}" in said


ROUNDS = """\
language: en
profile: full
packs: [job-follow-up]
answers: {job.status: STILL, job.started: 2.3.2026, job_now.load: "5"}
rounds:
  - {pack: job-follow-up, answers: {job.status: STILL, job_now.load: "6"}}
  - {pack: job-follow-up, answers: {job.status: STILL, job_now.load: "8"}}
"""


def test_rounds_are_held_in_their_order_and_the_last_counts(capsys: pytest.CaptureFixture[str]) -> None:
    Path("rounds.yaml").write_text(ROUNDS, encoding="utf-8")
    code, said, _ = run(
        capsys, "try", "core", "--answers", "rounds.yaml", "--date", "2026-04-03", "--out", "papers", "--formats", "md",
        "--json",
    )  # fmt: skip
    assert code == OK, said
    assert "job-talk-this-week" in [each["id"] for each in json.loads(said)["suggestions"]]
    (summary,) = Path("papers").glob("*summary*.md")
    row = next(line for line in summary.read_text(encoding="utf-8").splitlines() if line.startswith("> | How tiring"))
    assert [cell.strip(" *").partition("*")[0] for cell in row.split("|")[2:-1]] == ["5", "6", "8"]


@pytest.mark.parametrize(
    ("rounds", "place"),
    [
        ("[{pack: nowhere}]", "1:17"),
        ("[{answers: {}}]", "1:10"),
        ("[job-follow-up]", "1:10"),
        ("often", "1:9"),
        ("[{pack: job-follow-up}]", "1:17"),
    ],
)
def test_a_round_that_cannot_be_is_told_with_its_place(
    capsys: pytest.CaptureFixture[str], rounds: str, place: str
) -> None:
    Path("rounds.yaml").write_text(f"rounds: {rounds}\n", encoding="utf-8")
    code, said, _ = run(capsys, "try", "core", "--answers", "rounds.yaml")
    assert code == TOLD
    assert f"rounds.yaml:{place}" in said
