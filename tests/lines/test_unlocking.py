"""In plain lines, too, the vault is made before the first conversation and unlocked before the next."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from mapper.desk.desk import Desk
from mapper.desk.keeper import Keeper
from mapper.language.catalogue import words
from mapper.lines.console import Stop
from mapper.lines.keys import Keys
from mapper.lines.talk import Talk, run
from mapper.settings import Settings
from mapper.vault.errors import PassphraseWrong, VaultMissing
from mapper.vault.wraps import FLOOR
from tests.lines.test_talk import Script
from tests.offices import write_office
from tests.vaults import PASSPHRASE, open_keeper


class Hidden:
    """Types hidden lines in turn; `KEY` is the recovery key as it was told."""

    def __init__(self, script: Script, *typed: str) -> None:
        self.script = script
        self.typed = list(typed)

    def __call__(self, prompt: str) -> str:
        typed = self.typed.pop(0)
        if typed != "KEY":
            return typed
        groups = [line.partition(". ")[2] for line in self.script.told if line[:3] in {f"{n}. " for n in range(1, 8)}]
        return " ".join(groups[-7:])


def talk(folder: Path, *typed: str, hidden: tuple[str, ...] = ()) -> tuple[Desk, list[str]]:
    settings = Settings(folder / "data", write_office(folder / "office"), folder / "exports", language="en")
    desk = Desk(settings, keeper=Keeper(settings.data, FLOOR))
    script = Script(*typed)
    asked = Hidden(script, *hidden)
    try:
        with suppress(Stop):
            Talk(desk, script, "en", asked).home()
    finally:
        assert asked.typed == []
        desk.close()
    return desk, script.told


def test_the_first_talk_makes_the_vault(tmp_path: Path) -> None:
    desk, told = talk(tmp_path, "1", "Vera", hidden=(PASSPHRASE, PASSPHRASE, "KEY"))
    assert words("opening.recovery.lost", "en") in told
    assert words("opening.first.made", "en") in told
    assert PASSPHRASE not in told
    keeper = open_keeper(desk.settings.data)
    assert keeper.name == "Vera"
    assert len(keeper.vault.cases()) == 1


def test_a_locked_vault_is_unlocked_first_and_the_last_talk_offered(tmp_path: Path) -> None:
    talk(tmp_path, "1", "Vera", hidden=(PASSPHRASE, PASSPHRASE, "KEY"))
    _, told = talk(tmp_path, "1", hidden=(PASSPHRASE,))
    assert told.index(f"1. {words('lines.home.unlock', 'en')}") < told.index(f"1. {words('lines.home.go_on', 'en')}")
    with pytest.raises(PassphraseWrong):
        talk(tmp_path, "1", hidden=("feil",))


def test_practice_needs_no_unlocking(tmp_path: Path) -> None:
    open_keeper(tmp_path / "data").close()
    _, told = talk(tmp_path, "2", "q")
    assert words("lines.home.go_on", "en") not in " ".join(told)
    assert any(line.startswith("Question ") for line in told)


def test_talks_that_are_not_found_are_told_before_anything_is_asked(tmp_path: Path) -> None:
    open_keeper(tmp_path / "data").close()
    (tmp_path / "data" / "vault").rename(tmp_path / "away")
    settings = Settings(tmp_path / "data", write_office(tmp_path / "office"), tmp_path / "exports", language="nb")
    for typed in ((), ("q",), ("1", "q")):
        script = Script(*typed)
        assert run(settings, script) == 1
        told = "\n".join(script.told)
        assert "er borte" in told
        assert "(vault_missing)" in told
        assert words("lines.home.unlock", "nb") not in told
        assert words("lines.bye", "nb") not in told
    assert words("lines.commands", "nb") in told


def test_no_passphrase_is_asked_for_what_is_not_there(tmp_path: Path) -> None:
    open_keeper(tmp_path / "data").close()
    (tmp_path / "data" / "vault").rename(tmp_path / "away")
    keys = Keys(Keeper(tmp_path / "data", FLOOR), Script(), "nb", Hidden(Script()))
    for asking in (keys.unlock, keys.recover, keys.change, keys.renew):
        with pytest.raises(VaultMissing):
            asking()
