"""`mapper questionnaire explain`, `show` and `test`: what a questionnaire does, before anybody sits down with it."""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest

from mapper.cli import main
from mapper.console import OK, TOLD
from mapper.desk.desk import Desk
from mapper.language.text import SCREEN_LANGUAGES
from mapper.questionnaire.findings import finding_text
from mapper.rehearsal_tests import hold_tests
from mapper.settings import load_settings

FORM = """\
id: kitchen
version: "1.0"
title: {nb: Kjøkken, nn: Kjøkken, en: Kitchen}
sections:
  - id: food
    title: {nb: "Mat & <b>drikke</b>", nn: Mat, en: Food}
    questions:
      - id: cook
        ask: {nb: Lager du mat?, nn: Lagar du mat?, en: Do you cook?}
        why: {nb: x, nn: x, en: x}
        type: yes_no
        profile: short
      - id: what
        ask: {nb: Hva lager du?, nn: Kva lagar du?, en: What do you cook?}
        why: {nb: x, nn: x, en: x}
        type: several
        profile: short
        options:
          - {code: SOUP, text: {nb: Suppe, nn: Suppe, en: Soup}}
          - {code: BREAD, text: {nb: Brød, nn: Brød, en: Bread}}
        when: {food.cook: [YES, UNKNOWN]}
      - id: guests
        ask: {nb: Hvem spiser?, nn: Kven et?, en: Who eats?}
        why: {nb: x, nn: x, en: x}
        type: table
        profile: short
        columns:
          - {id: who, text: {nb: Navn, nn: Namn, en: Name}}
          - {id: age, text: {nb: Alder, nn: Alder, en: Age}, type: number}
activities:
  - id: teach
    when:
      any:
        - food.what: {has: [SOUP]}
        - all:
            - food.cook: "NO"
            - food.guests: {any_row: {age: {under: 18}}}
    suggest: {nb: Lære å lage suppe, nn: Lære å lage suppe, en: Learn to make soup}
    because: {nb: Det er godt., nn: Det er godt., en: It is good.}
    responsible: participant
    within: 7 days
    target: social
"""
TEST = """\
profile: short
answers:
  food.cook: "YES"
expect:
  asked: [food.what]
  not_asked: [food.wat]
  suggested: [teach]
  not_suggested: [teach]
  sugested: []
"""


@pytest.fixture
def form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("MAPPER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MAPPER_OFFICE", str(tmp_path / "office"))
    path = tmp_path / "kitchen.yaml"
    path.write_text(FORM, encoding="utf-8")
    return str(path)


def ran(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["questionnaire", *arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_a_question_says_when_it_is_asked_and_who_reads_it(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("explain", "what", form, "--language", "nb") == OK
    assert capsys.readouterr().out == (
        "food.what: Hva lager du?\nDel: Mat & <b>drikke</b>\n"
        "Slags svar: several\n  SOUP: Suppe\n  BREAD: Brød\nEn betingelse kan spørre: has, has_none\n\n"
        "Stilles når dette stemmer:\n  «Lager du mat?» (food.cook): ja eller vet ikke\n\n"
        "Korteste vei dit, om ingenting er svart fra før:\n  «Lager du mat?» (food.cook): ja\n\n"
        "Svaret blir brukt av:\n  forslag teach: Lære å lage suppe\n"
    )


def test_a_suggestion_is_explained_over_a_file_of_answers(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text('answers: {food.cook: "NO", food.guests: [{who: Kari Prøve, age: "40"}]}', encoding="utf-8")
    assert ran("explain", "teach", form, "--answers", str(answers), "--language", "en") == OK
    told = capsys.readouterr().out
    assert "With these answers it is not suggested." in told
    assert "? “What do you cook?” (food.what): has chosen “Soup”" in told
    assert "+ “Do you cook?” (food.cook): no" in told
    assert "- “Who eats?” (food.guests): a line where “Age” is under 18" in told


def test_columns_are_told_with_their_kind(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("explain", "food.guests", form, "--language", "en") == OK
    assert (
        "Kind of answer: table\n  who: Name, text\n  age: Age, number\nA condition may ask: rows, any_row\n"
        in capsys.readouterr().out
    )


def test_what_must_hold_in_one_line_of_a_table_is_joined(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(form)
    path.write_text(FORM.replace("{age: {under: 18}}", "{age: {at_least: 3, under: 18}}"), encoding="utf-8")
    assert ran("explain", "teach", form, "--language", "en") == OK
    assert "a line where “Age” is at least 3 and “Age” is under 18\n" in capsys.readouterr().out


PACK = """\
id: mine
version: "1.0"
title: {en: Mine}
offer_when: {start.hope: {answered: yes}}
sections:
  - id: own
    title: {en: Own}
    questions:
      - {id: services, ask: {en: Which?}, why: {en: Because.}, type: yes_no}
"""


def test_a_packs_own_question_is_meant_and_asked_in_short_conversations_too(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = tmp_path / "mine.yaml"
    pack.write_text(PACK, encoding="utf-8")
    assert ran("explain", "services", str(pack), "--language", "en") == OK
    told = capsys.readouterr().out
    assert told.startswith("own.services: Which?\nPart: Own\nKind of answer: yes_no\n\n")
    assert "help.services" not in told
    pack.write_text(
        PACK.replace(
            "type: yes_no}",
            "type: yes_no}\n      - {id: other, ask: {en: Why?}, why: {en: B.}, type: text, profile: short}",
        ),
        encoding="utf-8",
    )
    assert ran("explain", "services", str(pack), "--language", "en") == OK
    assert "Asked only in whole talks, not in short ones.\n" in capsys.readouterr().out


def test_a_questionnaire_with_a_slip_says_which_file_to_check(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "mine.yaml"
    wrong.write_text(PACK.replace("start.hope", "start.hops"), encoding="utf-8")
    assert ran("show", str(wrong), "--language", "en") == TOLD
    assert f"Run «mapper check {wrong}»." in capsys.readouterr().err


def test_an_id_that_is_not_there_is_told_with_the_nearest(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("explain", "food.waht", form, "--language", "nb") == TOLD
    assert "Mente du «food.what»?" in capsys.readouterr().err


def test_nothing_is_named_as_meant_where_nothing_is_near(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("explain", "zzz", form, "--language", "en") == TOLD
    told = capsys.readouterr().err
    assert "Did you mean" not in told
    assert f"«mapper questionnaire show {form}» shows all" in told.replace("\n", " ")


def test_what_opens_what_is_drawn_as_lines_and_as_a_page(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran("show", form, "--language", "nb") == OK
    drawn = capsys.readouterr().out
    assert (
        "  food.what: Hva lager du?\n    stilles når:\n      «Lager du mat?» (food.cook): ja eller vet ikke\n" in drawn
    )
    page = tmp_path / "map.html"
    assert ran("show", form, "--html", str(page), "--language", "nn") == OK
    written = page.read_text(encoding="utf-8")
    html5lib.HTMLParser(strict=True).parse(written)
    assert "&lt;b&gt;drikke" not in written  # that title stands in Bokmål only
    assert written.count("<path ") == 4
    assert ran("show", form, "--html", str(page), "--language", "nb") == OK
    assert "Mat &amp; &lt;b&gt;drikke&lt;/b&gt;" in page.read_text(encoding="utf-8")


def test_an_offices_tests_say_what_came_otherwise_and_what_nothing_reaches(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "cooks.yaml").write_text(TEST, encoding="utf-8")
    assert ran("test", str(folder), form, "--language", "en") == TOLD
    told = capsys.readouterr().out
    for place in ("cooks.yaml:6:15", "cooks.yaml:7:15", "cooks.yaml:9:3"):
        assert place in told
    assert "Did you mean “food.what”?" in told
    assert "“teach” was not suggested" in told
    assert f"«mapper questionnaire explain teach {form} --answers {folder / 'cooks.yaml'}»" in told
    assert "1 suggestion is not reached by any file:\n  teach" in told


EXPECTED = {
    "expect: wrong": "1:9 expect_form",
    "expect: {aksed: []}": "1:10 expect_key",
    "expect: {asked: food.cook}": "1:17 expect_list",
    "expect: {asked: [food.kook]}": "1:18 expect_unknown",
    "expect: {asked: [food.what]}": "1:18 expect_asked",
    "expect: {not_asked: [food.cook]}": "1:22 expect_not_asked",
    "expect: {suggested: [teach]}": "1:22 expect_suggested",
    "{answers: {food.cook: YES, food.what: [SOUP]}, expect: {not_suggested: [teach]}}": "1:73 expect_not_suggested",
}


@pytest.mark.parametrize("text", EXPECTED)
def test_what_came_otherwise_is_told_at_its_place(form: str, tmp_path: Path, text: str) -> None:
    path = tmp_path / "test.yaml"
    path.write_text(text, encoding="utf-8")
    (found,) = hold_tests(Desk(load_settings()), form, [path]).findings
    assert f"{found.line}:{found.column} {found.code}" == EXPECTED[text]
    assert all(finding_text(found, language) for language in SCREEN_LANGUAGES)


def test_tests_that_hold_end_well(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    good = 'answers: {food.cook: "YES", food.what: [SOUP]}\nexpect: {asked: [food.what], suggested: [teach]}\n'
    (folder / "cooks.yaml").write_text(good, encoding="utf-8")
    assert ran("test", str(folder), form, "--language", "nb") == OK
    assert capsys.readouterr().out == "1 fil prøvd. Alt ble som ventet.\n"


def test_the_folder_and_the_questionnaire_the_other_way_round_are_told(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran("test", form, str(tmp_path), "--language", "en") == TOLD
    assert f"mapper questionnaire test {tmp_path} {form}" in capsys.readouterr().err.replace("\n", " ")


def test_a_folder_without_tests_is_told(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("test", str(tmp_path / "nowhere"), form, "--language", "nb") == TOLD
    assert "Det ligger ingen filer med svar" in capsys.readouterr().err


def test_the_test_of_a_pack_lists_what_is_its_own(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = Path(form).with_name("pack.yaml")
    pack.write_text(
        FORM.replace("sections:", "offer_when: {help.wanted: {has: [GUIDANCE]}}\nsections:", 1).replace(
            "id: kitchen", "id: pack"
        ),
        encoding="utf-8",
    )
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "one.yaml").write_text('profile: short\nanswers: {food.cook: "NO"}\n', encoding="utf-8")
    assert ran("test", str(tests), str(pack), "--language", "en") == OK
    told = capsys.readouterr().out
    assert [line for line in told.splitlines() if line.startswith("  ")] == ["  food.what", "  teach"]


GARDEN = """\
id: garden
version: "1.0"
title: {nb: Hagen}
offer_when: {help.wanted: {has: [GUIDANCE]}}
sections:
  - {id: garden, title: {nb: Hage}, questions: [{id: has, ask: {nb: Har du hage?}, type: yes_no}]}
"""


def test_a_pack_is_drawn_by_itself_with_what_opens_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, page = tmp_path / "garden.yaml", tmp_path / "garden.html"
    path.write_text(GARDEN, encoding="utf-8")
    assert ran("show", str(path), "--language", "nb") == OK
    drawn = capsys.readouterr().out
    assert drawn.startswith("Hage (garden)\n  garden.has: Har du hage?\n\n")
    assert "health." not in drawn
    assert ran("show", str(path), "--html", str(page), "--language", "nb") == OK
    written = page.read_text(encoding="utf-8")
    assert "<h1>Hagen: " in written
    assert written.count("<rect ") == 3  # the question, the one of the core that opens the pack, and the pack
    assert written.count("<path ") == 1


@pytest.mark.parametrize("target", ["form", "folder", "missing/map.html", "x" * 300])
def test_a_picture_is_written_over_nothing_else(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    (tmp_path / "folder").mkdir()
    before = Path(form).read_bytes()
    assert ran("show", form, "--html", form if target == "form" else str(tmp_path / target), "--language", "nb") == TOLD
    assert capsys.readouterr().err.rstrip().endswith(("(cli_not_replaced)", "(cli_file_unwritten)"))
    assert Path(form).read_bytes() == before
