"""The office's files stand in for the user's, and these for the shipped; nothing leads out of a folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mapper.questionnaire.check import check_each, check_paths
from mapper.questionnaire.library import Library, shipped_folder

EXAMPLES = Path(__file__).parent / "examples"
PACK = """id: extra
version: "1.0"
title: {nb: Mer, nn: Meir, en: More}
offer_when: {work.wish: {answered: yes}}
sections:
  - id: extra_part
    title: {nb: Mer, nn: Meir, en: More}
    questions:
      - id: which
        ask: {nb: Hva?, nn: Kva?, en: What?}
        why: {nb: Derfor., nn: Difor., en: Because.}
        type: text
        when: {work.wish: {answered: yes}}
"""


@pytest.fixture
def homes(tmp_path: Path) -> tuple[Path, Path]:
    office, user = tmp_path / "office", tmp_path / "user"
    for home in (office, user):
        (home / "questionnaires" / "lists").mkdir(parents=True)
    return office, user


def codes(library: Library, *paths: Path) -> list[str]:
    return [
        f"{found.file}:{found.line}:{found.column} {found.code}" for found in check_paths(paths, library, advice=True)
    ]


def test_every_shipped_file_begins_in_three_languages() -> None:
    """The check sees that all its texts have the languages of the title."""
    library = Library((shipped_folder(),))
    for path in library.questionnaires():
        form = library.read(path).form
        assert form is not None
        assert {language for language, _ in form.title} >= {"nb", "nn", "en"}, path.name


def test_every_shipped_file_names_the_schema() -> None:
    for path in shipped_folder().glob("*.yaml"):
        first = path.read_text(encoding="utf-8").split("\n")[0]
        assert first == "# yaml-language-server: $schema=questionnaire.schema.json"


def test_the_office_comes_first_then_the_user(homes: tuple[Path, Path]) -> None:
    office, user = homes
    library = Library.of(office, user)
    assert library.core() == shipped_folder() / "core.yaml"
    (user / "questionnaires" / "core.yaml").write_text(PACK, encoding="utf-8")
    assert library.core() == user / "questionnaires" / "core.yaml"
    (office / "questionnaires" / "core.yaml").write_text(PACK, encoding="utf-8")
    assert library.core() == office / "questionnaires" / "core.yaml"
    assert library.questionnaires()[0] == library.core()


def test_a_pack_is_found_by_its_id_and_nothing_else(homes: tuple[Path, Path]) -> None:
    office, user = homes
    (office / "questionnaires" / "extra.yaml").write_text(PACK, encoding="utf-8")
    (office / "secret.yaml").write_text(PACK, encoding="utf-8")
    library = Library.of(office, user)
    assert library.pack("extra") == office / "questionnaires" / "extra.yaml"
    for name in ("../secret", "/etc/passwd", "..", "", "\\\\host\\share", "lists/partners", "nowhere"):
        assert library.pack(name) is None


def test_links_that_lead_out_are_not_followed(homes: tuple[Path, Path], tmp_path: Path) -> None:
    office, user = homes
    outside = tmp_path / "outside.yaml"
    outside.write_text(PACK, encoding="utf-8")
    (office / "questionnaires" / "linked.yaml").symlink_to(outside)
    library = Library.of(office, user)
    assert library.pack("linked") is None
    assert all(path.name != "linked.yaml" for path in library.questionnaires())


def test_an_office_list_stands_in_for_the_shipped(homes: tuple[Path, Path]) -> None:
    office, user = homes
    own = "partners:\n  - {id: neighbour, text: {nb: Naboen, nn: Naboen, en: The neighbour}}\n"
    (office / "questionnaires" / "lists" / "partners.yaml").write_text(own, encoding="utf-8")
    lists = Library.of(office, user).lists
    assert [partner.id for partner in lists.partners] == ["neighbour"]
    assert lists.partner("gp") is None
    assert lists.measure("mentor") is not None
    assert lists.law("nav_14a") is not None
    assert {kind.code for kind in lists.kinds} >= {"EGEN", "MOTE", "BEHANDLING"}


@pytest.mark.parametrize(
    ("written", "told"),
    [(b"\xff\xfe", "1:1 utf_16"), (b"partners: [", "2:1 open_bracket"), (b"partners: x", "1:11 list_expected")],
)
def test_for_a_list_that_cannot_be_read_the_shipped_one_counts(
    homes: tuple[Path, Path], written: bytes, told: str
) -> None:
    office, user = homes
    (office / "questionnaires" / "lists" / "partners.yaml").write_bytes(written)
    library = Library.of(office, user)
    assert library.lists.partners == Library((shipped_folder(),)).lists.partners
    assert [each for each in codes(library) if "core.yaml" in each] == []
    assert codes(library, library.lists_found()["partners"]) == [f"questionnaires/lists/partners.yaml:{told}"]
    assert Library((office / "questionnaires",)).lists.partners == ()


def test_lists_are_checked(homes: tuple[Path, Path]) -> None:
    office, _ = homes
    lists = office / "questionnaires" / "lists"
    (lists / "law.yaml").write_text(
        "law:\n"
        "  - {id: a, text: {nb: A, en: A}, checked: 2026-13-01}\n"
        "  - {id: a, text: {nb: A}, cheked: 2026-01-01}\n",
        encoding="utf-8",
    )
    assert codes(Library.of(office), lists / "law.yaml") == [
        "questionnaires/lists/law.yaml:2:44 date_expected",
        "questionnaires/lists/law.yaml:3:10 double_entry",
        "questionnaires/lists/law.yaml:3:13 missing_language",
        "questionnaires/lists/law.yaml:3:28 unknown_key",
    ]


def test_a_pack_is_checked_together_with_the_core(homes: tuple[Path, Path]) -> None:
    office, user = homes
    pack = office / "questionnaires" / "extra.yaml"
    library = Library.of(office, user)
    pack.write_text(PACK, encoding="utf-8")
    assert codes(library, pack) == []
    pack.write_text(PACK.replace("work.wish: {", "work.wsh: {").replace("extra_part", "work"), encoding="utf-8")
    assert codes(library, pack) == [
        "questionnaires/extra.yaml:4:14 unknown_question",
        "questionnaires/extra.yaml:6:9 double_section",
        "questionnaires/extra.yaml:13:16 unknown_question",
    ]


def test_packs_share_no_ids_and_bear_the_names_of_their_files(homes: tuple[Path, Path]) -> None:
    office, user = homes
    folder = office / "questionnaires"
    (folder / "extra.yaml").write_text(PACK, encoding="utf-8")
    (folder / "other.yaml").write_text(PACK, encoding="utf-8")
    assert codes(Library.of(office, user)) == [
        "questionnaires/other.yaml:1:5 file_name",
        "questionnaires/other.yaml:6:9 double_section",
    ]


def test_what_is_hidden_beside_a_file_is_no_questionnaire(homes: tuple[Path, Path]) -> None:
    office, user = homes
    folder = office / "questionnaires"
    for name in ("._core.yaml", ".yaml", ".core.yaml.swp.yml", "lists/._law.yaml"):
        (folder / name).write_bytes(b"\0\x05\x16\x07")
    library = Library.of(office, user)
    assert codes(library) == codes(library, folder) == []


def test_a_folder_that_leads_to_itself_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "office").symlink_to(tmp_path / "office")
    assert Library.of(tmp_path / "office").core() == shipped_folder() / "core.yaml"


def test_the_core_is_no_pack(homes: tuple[Path, Path]) -> None:
    office, user = homes
    core = office / "questionnaires" / "core.yaml"
    core.write_text(PACK.replace("id: extra", "id: core"), encoding="utf-8")
    assert any(" core_is_pack" in each for each in codes(Library.of(office, user), core))


def test_files_are_checked_one_by_one_as_each_alone(homes: tuple[Path, Path]) -> None:
    office, user = homes
    for name, text in (("extra", PACK), ("odd", "["), ("other", PACK.replace("title", "titel"))):
        (office / "questionnaires" / f"{name}.yaml").write_text(text, encoding="utf-8")
    library = Library.of(office, user)
    each = check_each(library.packs(), library)
    assert {path: found for path, found in each.items() if found}.keys() == {
        office / "questionnaires" / f"{name}.yaml" for name in ("odd", "other")
    }
    assert each == {path: check_paths((path,), library) for path in library.packs()}


def test_a_folder_is_checked_with_its_lists(homes: tuple[Path, Path], tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    (folder / "lists").mkdir(parents=True)
    shutil.copy(EXAMPLES / "type-text.yaml", folder)
    (folder / "lists" / "law.yaml").write_text("law: x\n", encoding="utf-8")
    assert codes(Library.of(homes[0]), folder) == [f"{folder / 'lists' / 'law.yaml'}:1:6 list_expected"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert codes(Library.of(tmp_path), tmp_path / "gone.yaml") == [f"{tmp_path / 'gone.yaml'}:1:1 no_file"]


def test_the_standard_folders_come_from_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAPPER_OFFICE", str(tmp_path / "office"))
    monkeypatch.setenv("MAPPER_DATA", str(tmp_path / "data"))
    assert Library.standard().folders == (
        tmp_path / "office" / "questionnaires",
        tmp_path / "data" / "questionnaires",
        shipped_folder(),
    )


@pytest.mark.parametrize("name", ["other.yaml.txt", "other.yml", "other.YAML", "Other.yml.txt"])
def test_a_file_whose_name_ends_otherwise_is_told_of(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "questionnaires"
    folder.mkdir()
    (folder / name).write_text("id: other\n", encoding="utf-8")
    library = Library.of(tmp_path)
    for paths in ((), (folder,)):
        (slip,) = check_paths(paths, library)
        assert (slip.file, slip.code) == (f"questionnaires/{name}", "file_ending")
        assert dict(slip.values)["name"].casefold() == "other.yaml"


def test_a_file_that_is_called_otherwise_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml.txt").touch()
    (slip,) = check_paths((tmp_path / "mine.yaml",), Library.of(tmp_path))
    assert (slip.code, slip.suggestion) == ("no_file", "mine.yaml.txt")
