"""`mapper new`: a few questions, and a file that holds and that the screens can open."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from mapper.cli import main, program
from mapper.commands.new import NameTaken
from mapper.commands.writing import FileUnwritten
from mapper.console import INTERRUPTED
from mapper.questionnaire.check import check_paths
from mapper.questionnaire.naming import id_of
from mapper.questionnaire.read import read_file
from mapper.questionnaire.schema import schema_text
from mapper.questionnaire.starting import TYPES, Start, starting_file
from tests.tui.bench import NASTY


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAPPER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MAPPER_OFFICE", str(tmp_path / "office"))


def faults(path: Path) -> list[str]:
    return [finding.code for finding in check_paths((path,))]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_few_answers_give_a_file_in_the_offices_folder(tmp_path: Path, language: str) -> None:
    typed = "Våre rutiner\n1\nFør du går\nEr det noe mer?\n5\n4\n"
    ended = CliRunner().invoke(program(language), ["new", "--language", language], input=typed)
    assert ended.exit_code == 0, ended.output
    path = tmp_path / "office" / "questionnaires" / "vare-rutiner.yaml"
    assert f"mapper preview {path}" in ended.output
    assert faults(path) == []
    named = path.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
    assert path.with_name(named).read_text(encoding="utf-8") == schema_text()
    form = read_file(path).form
    assert form is not None
    assert next(iter(form.title))[0] == language
    assert len(form.title.versions) == 3
    assert form.sections[0].questions[0].type == "table"
    before = path.read_bytes()
    again = CliRunner().invoke(program(language), ["new", "--language", language], input="Våre rutiner\n")
    assert again.exit_code != 0
    assert path.read_bytes() == before


def test_a_pack_beside_an_own_core_waits_for_a_question_of_that_core(tmp_path: Path) -> None:
    core = tmp_path / "office" / "questionnaires" / "core.yaml"
    core.parent.mkdir(parents=True)
    core.write_text(
        'id: core\nversion: "1.0"\ntitle: {nb: Vår}\nsections:\n  - id: a\n    title: {nb: Arbeid}\n    questions:\n'
        "      - {id: x, type: yes_no, ask: {nb: Har du bil?}, why: {nb: Da vet vi det.}}\n",
        encoding="utf-8",
    )
    typed = "Våre rutiner\n1\nFør du går\nEr det noe mer?\n5\n4\n"
    ended = CliRunner().invoke(program("nb"), ["new", "--language", "nb"], input=typed)
    assert ended.exit_code == 0, ended.output
    path = core.with_name("vare-rutiner.yaml")
    assert faults(path) == []
    assert "offer_when:\n  a.x: {answered: yes}\n" in path.read_text(encoding="utf-8")
    core.write_text("sections: [", encoding="utf-8")  # what cannot be read counts as the shipped one
    again = CliRunner().invoke(program("nb"), ["new", "--language", "nb"], input=typed.replace("rutiner", "vaner"))
    assert again.exit_code == 0, again.output
    assert "help.wanted" in core.with_name("vare-vaner.yaml").read_text(encoding="utf-8")


def test_a_number_that_is_not_there_is_asked_for_again_in_the_readers_language(tmp_path: Path) -> None:
    ended = CliRunner().invoke(program("nb"), ["new", "--language", "nb"], input="Å\n9\nen\n1\nb\nc\n1\n1\n")
    assert ended.exit_code == 0, ended.output
    assert ended.output.count("Skriv et tall fra 1 til 2.") == 2
    assert "range" not in ended.output


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("pack", [True, False])
def test_every_kind_of_start_holds(tmp_path: Path, kind: str, pack: bool) -> None:
    start = Start("Prøve", "Del", "Spørsmål?", kind, ("nb", "en"), pack)  # type: ignore[arg-type]
    path = tmp_path / f"{id_of(start.title)}.yaml"
    path.write_text(starting_file(start, "nb"), encoding="utf-8")
    assert faults(path) == []


@pytest.mark.parametrize("text", [each for each in NASTY if len(each) < 100])
def test_what_is_typed_stays_text(tmp_path: Path, text: str) -> None:
    start = Start(text, text, text, "text", ("nb",))
    path = tmp_path / f"{id_of(text)}.yaml"
    path.write_text(starting_file(start, "nb"), encoding="utf-8")
    reading = read_file(path)
    assert reading.form is not None, reading.findings
    assert reading.form.sections[0].questions[0].ask.to("nb")


def test_ids_are_whole_words_and_short_where_they_are_written_again() -> None:
    made = starting_file(Start("Prøve", "Del", "Would you like to go for a walk?", "text", ("en",)), "en")
    assert "- id: would_you_like_to_go_for\n" in made
    assert id_of("a" * 60, longest=25) == "a" * 25
    assert id_of("one two three", "_", longest=7) == "one_two"
    assert id_of("one two three", "_", longest=8) == "one_two"


@pytest.mark.parametrize("out", ["taken.txt", "taken.txt/further", "/dev/null/x", "x" * 300])
def test_where_nothing_can_be_written_is_told(tmp_path: Path, out: str) -> None:
    (tmp_path / "taken.txt").write_text("mine", encoding="utf-8")
    ended = CliRunner().invoke(program("nb"), ["new", "--out", str(tmp_path / out)], input="Hei\n1\nDel\nHva?\n1\n1\n")
    assert isinstance(ended.exception, FileUnwritten)
    assert (tmp_path / "taken.txt").read_text(encoding="utf-8") == "mine"


def test_no_new_file_stands_in_place_of_a_shipped_one(tmp_path: Path) -> None:
    ended = CliRunner().invoke(program("nb"), ["new", "--out", str(tmp_path)], input="Core\n")
    assert isinstance(ended.exception, NameTaken)
    assert not list(tmp_path.iterdir())


def test_no_id_is_the_name_of_a_device() -> None:
    assert [id_of(name) for name in ("Con", "com1", "Contact")] == ["x-con", "x-com1", "contact"]


@pytest.mark.parametrize("typed", ["", "Hei\n", "Hei\n1\nDel\nHva?\n"])
def test_who_stops_halfway_gets_no_file_and_a_line_of_their_own(
    tmp_path: Path, typed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    with pytest.raises(SystemExit) as ended:
        main(["new", "--out", str(tmp_path / "made")])
    assert ended.value.code == INTERRUPTED
    assert capsys.readouterr().err == "\n"
    assert not (tmp_path / "made").exists()
