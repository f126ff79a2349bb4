"""A questionnaire on paper: numbered, with what each question hangs on said by number, and a pack by itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mapper.cli import main
from mapper.console import OK


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAPPER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MAPPER_OFFICE", str(tmp_path / "office"))


def printed(folder: Path, *arguments: str) -> dict[str, Path]:
    with pytest.raises(SystemExit) as ended:
        main(["questionnaire", "print", *arguments, "--out", str(folder)])
    assert ended.value.code == OK
    return {path.suffix: path for path in folder.iterdir()}


def test_a_pack_is_printed_by_itself_in_every_format(tmp_path: Path) -> None:
    files = printed(tmp_path / "out", "young-adults", "--language", "nb", "--formats", "md,html,docx,pdf")
    assert set(files) == {".md", ".html", ".docx", ".pdf"}
    text = files[".md"].read_text(encoding="utf-8")
    assert re.findall(r"^### (\d+)\\?\.", text, re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert "Hvem er med i dag?" not in text
    assert "svaret på spørsmål 1 er ja" in text
    assert "Bare når dere er alene." in text


def test_what_hangs_on_a_question_that_is_not_on_the_paper_is_said_in_its_words(tmp_path: Path) -> None:
    pack = tmp_path / "mine.yaml"
    pack.write_text(
        'id: mine\nversion: "1.0"\ntitle: {nb: Mitt}\noffer_when: {help.wanted: {has: [CLOSE]}}\nsections:\n'
        "  - id: own\n    title: {nb: Del}\n    when: {health.affects_work: YES}\n    questions:\n"
        '      - {id: one, ask: {nb: "Hva {{ 7*7 }}?"}, why: {nb: Fordi.}, type: text}\n',
        encoding="utf-8",
    )
    text = printed(tmp_path / "out", str(pack), "--language", "nb", "--formats", "md")[".md"].read_text("utf-8")
    assert "«Gjør helsen det vanskelig å søke jobb eller være i jobb?»" in text
    assert "Hva {{ 7" in text.replace("\\", "")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_what_a_form_says_of_its_questions_is_whole_sentences(language: str, tmp_path: Path) -> None:
    for name in ("core", "job-follow-up"):
        out = tmp_path / name
        files = printed(out, name, "--language", language, "--formats", "md")
        text = files[".md"].read_text(encoding="utf-8").replace("\\", "")
        assert not re.findall(r".{20}(?:\ber har\b|\bis has\b|\b(?:er er|is is)\b|\?,|\?\.|:;|\w…).{0,20}", text)
        assert ("har valgt «Arbeid» på spørsmål 10" in text) is (name == "core" and language == "nb")
