"""What opens the vault: the same however it is typed, told the same when it is wrong, and never lost in a change."""

from __future__ import annotations

import random
import sys
import time
import unicodedata
from pathlib import Path

import pytest

from mapper.desk.keeper import Keeper
from mapper.desk.unlocking import slip, unlock
from mapper.language.telling import tell
from mapper.vault import wraps
from mapper.vault.errors import PassphraseWrong, VaultLocked
from mapper.vault.passphrase import PassphraseTooLong, PassphraseWeak
from mapper.vault.recovery import RecoveryGroupMistyped
from mapper.vault.wraps import FLOOR
from tests.argon2 import REAL, quick
from tests.processes import running
from tests.vaults import PASSPHRASE, open_keeper, prepared

NEW = "tolv trygge trær på Tøyen 🌲 é"
WAYS = {
    "composed": unicodedata.normalize("NFC", NEW),
    "taken apart": unicodedata.normalize("NFD", NEW),
    "blanks around": f"  {NEW}\t ",
    "two blanks": NEW.replace(" ", "  "),
    "a mark nobody sees": NEW.replace(" ", "\u200b ", 1),
}
TURNS = """
import sys
from pathlib import Path
from mapper.desk.keeper import Keeper
from mapper.vault.wraps import FLOOR
from mapper.vault import wraps
from tests.argon2 import quick
wraps._stretched = quick
keeper, phrases = Keeper(Path(sys.argv[1]), FLOOR), sys.argv[2:4]
try:
    keeper.unlock(phrases[0])
except Exception:
    phrases.reverse()
    keeper.unlock(phrases[0])
print("open", flush=True)
while True:
    keeper.change_passphrase(*phrases)
    phrases.reverse()
"""


def made(data: Path, passphrase: str = PASSPHRASE) -> str:
    """Make a vault and leave it locked; give its recovery key."""
    keeper = Keeper(data, FLOOR)
    keys = prepared("Vera") if passphrase == PASSPHRASE else keeper.prepare(passphrase, "Vera")
    keeper.make(keys, keys.recovery)
    keeper.close()
    return keys.recovery


def test_nothing_is_on_the_disk_before_the_key_is_typed_back(tmp_path: Path) -> None:
    data = tmp_path / "data"
    keeper = Keeper(data, FLOOR)
    prepared = keeper.prepare(PASSPHRASE)
    wrong = ("A" if prepared.recovery[0] != "A" else "B") + prepared.recovery[1:]
    with pytest.raises(RecoveryGroupMistyped) as mistyped:
        keeper.make(prepared, wrong)
    assert mistyped.value.facts["group"] == 1
    assert not data.exists()
    assert repr(prepared) == "Prepared()"
    assert slip(keeper.make, prepared, prepared.recovery.lower().replace("-", "")) is None
    assert keeper.state == "open"
    with pytest.raises(VaultLocked):
        Keeper(data, FLOOR).make(prepared, prepared.recovery)


@pytest.mark.parametrize("way", WAYS)
def test_what_looks_the_same_opens(tmp_path: Path, way: str) -> None:
    made(tmp_path, WAYS["taken apart"])
    keeper = Keeper(tmp_path)
    keeper.unlock(WAYS[way])
    assert keeper.state == "open"
    keeper.close()


def test_long_passphrases_are_whole_and_too_long_ones_told(tmp_path: Path) -> None:
    long = "".join(random.Random(3).choices("abcdefghijklmnopqrstuvwxyzæøå 🌲", k=1000))
    made(tmp_path, long)
    with pytest.raises(PassphraseWrong):
        Keeper(tmp_path).unlock(long[:-1])
    Keeper(tmp_path).unlock(long)
    with pytest.raises(PassphraseTooLong):
        Keeper(tmp_path).unlock(long * 5)


def test_twenty_wrong_ones_are_told_the_same_after_the_same_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nacl.pwhash import argon2id

    made(tmp_path)
    work: list[tuple[int, int]] = []

    def counted(size: int, password: bytes, salt: bytes, opslimit: int, memlimit: int) -> bytes:
        work.append((opslimit, memlimit))
        return REAL(size, password, salt, opslimit=opslimit, memlimit=memlimit)

    monkeypatch.setattr(argon2id, "kdf", counted)
    told, times = set(), []
    for number in range(20):
        wrong = (PASSPHRASE[:-number] if number else PASSPHRASE.upper()) or "x" * number
        started = time.process_time()
        with pytest.raises(PassphraseWrong) as refused:
            unlock(Keeper(tmp_path), wrong)
        times.append(time.process_time() - started)
        told.add(tell(refused.value.code, refused.value.facts, "nb"))
    assert len(told) == 1
    assert work == [(FLOOR.passes, FLOOR.memory)] * 20
    assert sorted(times)[-4] < 10 * min(times)


def test_a_change_needs_the_old_and_refuses_the_weak(tmp_path: Path) -> None:
    keeper = open_keeper(tmp_path)
    with pytest.raises(PassphraseWrong):
        keeper.change_passphrase("noe annet enn det", NEW)
    with pytest.raises(PassphraseWeak):
        keeper.change_passphrase(PASSPHRASE, "passord")
    keeper.close()
    open_keeper(tmp_path).close()


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed like that there")
def test_killed_while_it_is_changed_the_old_or_the_new_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wraps, "_stretched", quick)  # so that most moments to be killed at are moments of writing
    keeper = Keeper(tmp_path, FLOOR)
    keys = keeper.prepare(PASSPHRASE)
    keeper.make(keys, keys.recovery)
    keeper.close()
    moments = random.Random(7)
    for _ in range(25):
        with running(TURNS, str(tmp_path), PASSPHRASE, NEW) as child:
            assert child.stdout.readline() == "open\n"
            time.sleep(moments.uniform(0, 0.05))
            child.kill()
        assert [opens(tmp_path, phrase) for phrase in (PASSPHRASE, NEW)].count(True) == 1


def opens(data: Path, passphrase: str) -> bool:
    """Try a passphrase; any other fault than a wrong passphrase is raised."""
    keeper = Keeper(data, FLOOR)
    try:
        keeper.unlock(passphrase)
    except PassphraseWrong:
        return False
    keeper.close()
    return True


def test_a_glance_counts_and_mends_without_unlocking(tmp_path: Path) -> None:
    made(tmp_path)
    assert Keeper(tmp_path).glance() == (0, False)
    (tmp_path / "vault").chmod(0o755)
    assert Keeper(tmp_path).glance() == (0, sys.platform != "win32")
    assert Keeper(tmp_path).glance() == (0, False)
