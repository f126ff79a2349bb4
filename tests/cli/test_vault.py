"""`mapper vault`: the keys by command, with secrets from hidden lines only."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mapper.commands.vault import vault
from mapper.console import MISUSED, OK, TOLD
from mapper.desk.keeper import Keeper
from mapper.language.catalogue import words
from mapper.settings import load_settings
from mapper.vault.wraps import FLOOR
from tests.vaults import PASSPHRASE, make_keeper

COMMAND = [sys.executable, "-c", "from mapper.cli import main; main()", "vault", "--language", "en"]
NEW = "tolv trygge trær på Tøyen 🌲"


def begin(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    known = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**known, "MAPPER_DATA": str(folder / "data")},
    )


def run(folder: Path, *arguments: str, lines: str = "") -> tuple[int, str, str]:
    with begin(folder, *arguments) as child:
        said, wrong = child.communicate(lines, timeout=60)
    return child.returncode, said, wrong


def with_key(folder: Path, command: str, lines: str) -> tuple[int, str]:
    """Run a command that shows a recovery key, and type it back; give the exit code and the key."""
    with begin(folder, command) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(lines)
        child.stdin.flush()
        groups: list[str] = []
        while len(groups) < 7:
            line = child.stdout.readline().rstrip("\n")
            number, _, group = line.rpartition(". ")
            if number.endswith(str(len(groups) + 1)) and len(group) == 5:
                groups.append(group)
        child.stdin.write(f"{groups[0]}\n{' '.join(groups).lower()}\n")
        child.stdin.close()
        assert "You have typed 1 of 7 groups." in child.stdout.read()
        return child.wait(60), "-".join(groups)


def opens(folder: Path, passphrase: str) -> None:
    keeper = Keeper(folder / "data", FLOOR)
    keeper.unlock(passphrase)
    keeper.close()


def test_the_keys_from_the_first_day_to_the_forgotten_passphrase(tmp_path: Path) -> None:
    code, said, _ = run(tmp_path, "status")
    assert code == OK
    assert words("cli.status.none", "en") in said
    code, first = with_key(tmp_path, "make", f"{PASSPHRASE}\n{PASSPHRASE}\nVera\n")
    assert code == OK
    opens(tmp_path, PASSPHRASE)
    code, said, _ = run(tmp_path, "status")
    assert code == OK
    assert words("cli.status.locked", "en") in said
    assert "Vera" not in said
    assert run(tmp_path, "make", lines="x\nx\n")[0] == TOLD
    assert run(tmp_path, "passphrase", lines=f"{PASSPHRASE}\n{NEW}\n{NEW}\n")[0] == OK
    opens(tmp_path, NEW)
    code, second = with_key(tmp_path, "recovery-key", f"{NEW}\n")
    assert code == OK
    code, _, wrong = run(tmp_path, "recover", lines=f"{first}\n{PASSPHRASE}\n{PASSPHRASE}\n")
    assert code == TOLD
    assert "vault_recovery_wrong" in wrong
    assert run(tmp_path, "recover", lines=f"{second}\n{PASSPHRASE}\n{PASSPHRASE}\n")[0] == OK
    opens(tmp_path, PASSPHRASE)


@pytest.mark.parametrize(
    ("command", "lines", "code"),
    [
        ("passphrase", "feil\n" + f"{NEW}\n" * 2, "vault_passphrase_wrong"),
        ("passphrase", f"{PASSPHRASE}\n{NEW}\n{NEW}x\n", "opening_not_alike"),
        ("passphrase", f"{PASSPHRASE}\nkort\nkort\n", "vault_weak_too_short"),
        ("passphrase", f"{PASSPHRASE}\n", "cli_input_ended"),
        ("recovery-key", f"{PASSPHRASE}\n", "cli_input_ended"),
        ("recover", f"AAAAA\n{NEW}\n{NEW}\n", "vault_recovery_short"),
        ("recover", f"AAAA\n{NEW}\n{NEW}\n", "vault_recovery_mistyped"),
        ("unlock", f"{PASSPHRASE}\n", "cli_no_terminal"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(tmp_path: Path, command: str, lines: str, code: str) -> None:
    keeper, _ = make_keeper(tmp_path / "data")
    keeper.close()
    ended, said, wrong = run(tmp_path, command, lines=lines)
    assert ended == TOLD
    assert f"({code})" in wrong
    assert PASSPHRASE not in said + wrong
    assert "Traceback" not in wrong
    opens(tmp_path, PASSPHRASE)


@pytest.mark.parametrize("command", ["status", "passphrase", "recover", "recovery-key", "unlock", "make"])
def test_no_command_takes_a_secret_as_an_argument(tmp_path: Path, command: str) -> None:
    code, _, wrong = run(tmp_path, command, "hemmelig")
    assert code == MISUSED
    assert "hemmelig" not in wrong


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_help_names_every_command(language: str) -> None:
    group = vault(language, load_settings)
    assert {"make", "unlock", "status", "passphrase", "recover", "recovery-key"} <= set(group.commands)
    assert all(command.help for command in group.commands.values())
