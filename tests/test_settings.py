"""Settings never stop the program, and are written whole."""

from __future__ import annotations

import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.settings import CHOICES, Settings, SettingsUnsaved, checkout, load_settings, save_settings


def load(data: Path, **more: str) -> Settings:
    return load_settings({"MAPPER_DATA": str(data), **more})


def test_without_a_file_the_first_of_each_choice_holds(tmp_path: Path) -> None:
    settings = load(tmp_path / "data")
    assert {name: getattr(settings, name) for name in CHOICES} == {
        name: allowed[0] for name, allowed in CHOICES.items()
    }
    assert settings.notices == ()
    assert not (tmp_path / "data").exists()


def test_the_folders_follow_the_data_folder_unless_named(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert (settings.data, settings.office) == (tmp_path, tmp_path / "office")
    named = load(tmp_path, MAPPER_OFFICE=str(tmp_path / "o"), MAPPER_EXPORTS=str(tmp_path / "e"))
    assert (named.office, named.exports) == (tmp_path / "o", tmp_path / "e")


def test_papers_land_in_the_checkout_or_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = checkout()
    assert source is not None
    assert load(tmp_path).exports == source / "exports"
    monkeypatch.setattr("mapper.settings.checkout", lambda: None)
    assert load(tmp_path).exports == tmp_path / "exports"


def test_without_a_named_folder_the_machines_own_is_used() -> None:
    settings = load_settings({})
    assert settings.data.is_absolute()
    assert settings.data.name == "mapper"


def test_what_was_chosen_comes_back(tmp_path: Path) -> None:
    chosen = replace(load(tmp_path / "new"), language="nn", second_language="en", theme="dark", profile="full")
    save_settings(chosen)
    assert load(tmp_path / "new") == chosen


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights on files")
def test_nobody_else_may_read_the_settings(tmp_path: Path) -> None:
    save_settings(load(tmp_path / "new"))
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "new" / "settings.toml").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content",
    [
        b"language = ",
        b"\xff\xfe\x00",
        b"language = 'nb'\nlanguage = 'nn'",
        b"theme = 'pink'",
        b"theme = 1",
        b"theme = ['dark']",
        b"unheard_of = 'x'",
        b"x = " + b"[" * 50_000,
        b"#" * 63_990 + b"\nlanguage = 'nn'",
    ],
)
def test_a_damaged_file_gives_defaults_and_a_notice(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.toml").write_bytes(content)
    settings = load(tmp_path)
    told = [(notice.code, notice.facts) for notice in settings.notices]
    assert told == [("settings_damaged", {"path": str(tmp_path / "settings.toml")})]
    assert (settings.language, settings.theme) == ("nb", "light")


def test_what_can_be_read_beside_a_slip_is_kept(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("language = 'nn'\ntheme = 'pink'\n")
    settings = load(tmp_path)
    assert (settings.language, settings.theme, len(settings.notices)) == ("nn", "light", 1)


@given(content=st.binary(max_size=200))
def test_no_content_stops_the_program(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = tmp_path_factory.mktemp("data")
    (data / "settings.toml").write_bytes(content)
    settings = load(data)
    assert all(getattr(settings, name) in allowed for name, allowed in CHOICES.items())


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    settings = load(tmp_path)
    assert len(settings.notices) == 1
    with pytest.raises(SettingsUnsaved):
        save_settings(settings)


def test_what_cannot_be_saved_is_told_and_the_old_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(tmp_path)
    save_settings(settings)
    before = settings.file.read_bytes()

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(SettingsUnsaved):
        save_settings(replace(settings, theme="dark"))
    assert settings.file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]
