"""A vault as it was made when its form was settled: it opens for ever, and anybody can read it by its description."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mapper.desk.keeper import Keeper
from mapper.vault.errors import CaseErased, PassphraseWrong
from mapper.vault.store import Verdict
from tests.vault.make_golden import FILES, GOLDEN, plain
from tests.vault.reader import Files

PLAIN = plain()
NEW_PASSPHRASE = "seks vafler med rips og litt rømme på toppen"  # noqa: S105 - made up


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give a copy of the golden vault."""
    for file in FILES:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(GOLDEN / file, tmp_path / file)
    return tmp_path


@pytest.fixture
def keeper(data: Path) -> Iterator[Keeper]:
    opened = Keeper(data)
    opened.unlock(PLAIN["passphrase"])
    yield opened
    opened.close()


def test_every_event_header_and_snapshot_is_what_it_was(keeper: Keeper) -> None:
    vault = keeper.vault
    assert {stored.case: stored.header.decode() for stored in vault.cases()} == {
        case: known["header"] for case, known in PLAIN["cases"].items()
    }
    for case, known in PLAIN["cases"].items():
        assert vault.events(case) == [(seq, (text or "").encode()) for seq, text in enumerate(known["events"], 1)]
        assert vault.verify(case) == Verdict(len(known["events"]))
        for name, text in known["snapshots"].items():
            assert vault.snapshot(case, name).decode() == text


def test_notes_marks_and_erasures_are_what_they_were(keeper: Keeper) -> None:
    vault = keeper.vault
    assert keeper.name == PLAIN["notes"]["name"]
    assert str(keeper.last_day) == PLAIN["notes"]["last day"]
    assert keeper.missing() is None
    for case, last in PLAIN["seen"].items():
        mark = vault.keys.seen(vault.master, case)
        assert mark is not None
        assert mark.seq == last
    assert [(each.case, list(each.events), each.day, each.done) for each in vault.keys.erasures(vault.master)] == [
        (each["case"], each["events"], each["day"], each["done"]) for each in PLAIN["erased"]
    ]
    with pytest.raises(CaseErased):
        vault.events(PLAIN["erased"][0]["case"])


def test_it_can_be_gone_on_with(keeper: Keeper) -> None:
    for case, known in PLAIN["cases"].items():
        last = len(known["events"])
        assert keeper.vault.append(case, [b"more"], b"header") == range(last + 1, last + 2)
        assert keeper.vault.verify(case) == Verdict(last + 1)


def test_the_recovery_key_on_the_paper_opens_it(data: Path) -> None:
    keeper = Keeper(data)
    keeper.recover(PLAIN["recovery"], NEW_PASSPHRASE)
    assert len(keeper.vault.cases()) == len(PLAIN["cases"])
    keeper.close()
    with pytest.raises(PassphraseWrong):
        keeper.unlock(PLAIN["passphrase"])
    keeper.unlock(NEW_PASSPHRASE)
    keeper.close()


def test_a_reader_written_from_the_description_alone_reads_the_same() -> None:
    files = Files(GOLDEN, PLAIN["passphrase"], PLAIN["recovery"])
    read = {case: files.case(case, list(known["snapshots"])) for case, known in PLAIN["cases"].items()}
    assert read == PLAIN["cases"]
    assert set(files.keys) == set(PLAIN["cases"])
    assert files.notes() == PLAIN["notes"]
    assert files.erased() == PLAIN["erased"]
    assert files.seen() == {case: files.last_head(case) for case in PLAIN["cases"]}


def test_that_reader_reads_what_is_written_today(data: Path, keeper: Keeper) -> None:
    """The description holds for the program as it is, and not only for the vault of then."""
    [case, *_] = PLAIN["cases"]
    last = len(PLAIN["cases"][case]["events"])
    keeper.vault.append(case, ["Ny dag, æøå".encode()], b"new header")
    keeper.vault.redact(case, [2, 4], b"gone", b"newest header")
    keeper.vault.put_snapshot(case, "form 1.1", b"as it reads now")
    keeper.change_passphrase(PLAIN["passphrase"], NEW_PASSPHRASE)
    keeper.close()
    files = Files(data, NEW_PASSPHRASE, PLAIN["recovery"])
    read = files.case(case, [*PLAIN["cases"][case]["snapshots"], "form 1.1"])
    assert read["events"][last:] == ["Ny dag, æøå", "gone"]
    assert [read["events"][1], read["events"][3]] == [None, None]
    assert (read["header"], read["redactions"]) == ("newest header", [{"event": last + 2, "blank": [2, 4]}])
    assert files.seen()[case] == files.last_head(case)
