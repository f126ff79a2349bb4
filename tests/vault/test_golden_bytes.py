"""Each sealed form byte for byte, made with fixed keys and nonces: no version of the program may write it otherwise
under the same version byte, and a reader that knows only the description opens it."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mapper.vault.chain import START, CaseKeys, frame, sealed_rows, walk
from mapper.vault.drafts import Drafts
from mapper.vault.encrypted import EncryptedVault
from mapper.vault.keys import Erasure, KeyFile, Mark
from mapper.vault.place import make_files, open_files
from mapper.vault.shelf import Row, Stretch
from mapper.vault.wraps import (
    FLOOR,
    open_by_passphrase,
    open_by_recovery,
    wrap_by_passphrase,
    wrap_by_recovery,
)
from tests.vault import reader

MASTER, CASE_KEY, RECOVERY = bytes(range(32)), bytes(range(100, 132)), bytes(range(1, 21))
VAULT, CASE, PASSPHRASE = "0f" * 16, "a1" * 16, "blåbær på fjellet"  # made up
PAPER = "04106-1050R-3GG28-A1C60-T3GF2-08H44-RMT52"
NOTE, HEADER, FIRST, SECOND, FORM = b"Vera Veileder", b'{"v": 1}', b"Kari sier hei", b"tatt bort", b"title: Samtalen"
TYPED = "Jeg håper å".encode()

WRAP_BY_PHRASE = (
    "01000000030000000004000000c8c9cacbcccdcecfd0d1d2d3d4d5d6d701c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9"
    "dadbdcdddedf7c830149648129817ede90e445e18fb4c2835ac44b55a59d1273703a5f3789aebae9cc12c0a54d69c080"
    "3e0062fc806f"
)
WRAP_BY_RECOVERY = (
    "01c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf6815d7770dbba58dfced687d993d089e2db0068082ea4c"
    "2ded1cb1bbd2fb965f93e836919b36302d3a6a7f48366c5b6d"
)
WRAPPED_CASE_KEY = (
    "01c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf75fb322324a08153446bac8555700b7c1750a19987125e"
    "4aa86fc35a4062880082c2be636de974f76dbc1afacdbde130"
)
SEEN = (
    "01c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfd37c18f12b146f9353ad4634c7c9c72d13a00906f9c22c"
    "84125936781d62995aab8efb6c8e61d44cd13c73346b881d4c6c93757658c8ad99"
)
SEALED_NOTE = (
    "01c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf0e9d535ebe7816b8002afb2e40403022b74485bec3e8b9"
    "f7ff53ff616e3261122f8d136bfc3c277ec93d08ff8740354da194c1ed39fe6e2a632841ca5d5712aae7dbacf8c85d4b"
    "be28d0374013988cd11ef2065a91b585c899e141e8acbf42c1bdefcd180456603361394e0f82a6214d2d345d5fcdb76f"
    "6148b8e809338b2f681ec0dfc8d20f7dd05b5ae07e86d1793d"
)
VOUCHER = "7e6a16a39bc5b645e27dc4342a96dee4964ce20544dc7a1e2f23f93d0a67fc7a"
NOTED_VOUCHER = "997cee188b6c76b71eafa6a552261ecc6fd2b3172f46192abd0ad0d6d7f08876"
SEALED_HEADER = (
    "01c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf92f81ec43ca10fbd182f70a8632fbbb172894a9b3762ca"
    "39da4e923f3a28ee6cb08afa9e6c94944e82627437ffe8155c598ea55ab3e9b3d2f0baffe181460c0756809805eb01bd"
    "9a60ce38d47d00ac6529ba924540890799046786f2a6840901df4c1f525bbb401dda63a11e1e01df8d82c3366d4879d0"
    "b30cdfbe22a08b0088f7f8abf0e352d2649b9f896aa5785bdb"
)
SNAPSHOT_NAME = "b245cbcca4d227654540dec2dad2b4bf"
SNAPSHOT = (
    "01c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf1fa8471802db3d4135360b59ca9b97ff3d743ae66ef746"
    "8793c6a5e4b696a5764322985ca6fc24"
)
DRAFT = {
    "slot": "41e5ef7d375eac107d85883971b3e685",
    "sealed": (
        "01c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf50013b3281fd60092409f2012e098507c3e7eac8ed53b5"
        "e54ddc4985cdf95f6eefea7c6ae89fbc4a2187891b10888541300d0cda601d9fa93f6a05dc60dbe80835629488a17316"
        "7fa7665b32ab7278145092c6feefedd619ba34619b2359fed32c877f47ac0e82bffa123bd7f20b2a72399c21a183cd26"
        "77b41a9d6558afdf04ab9bbdbc436db1d526d3c1b52ba4b3499f00cdf14d006f6d515d78da8d39c685320c8a7aa0be7b"
        "9933749495a53635204e37be78beea42c15e1e0f217944146ec8895050fa13f4e79e24b80712ee9da6baa0fbf29ace32"
        "f4514ced801071ee403c9f743bf6b82f33d90cd3e409819328e700fe27d7bd81f9745f0a532dcd7fc9300938ca371db4"
        "6e8f5ca8a7da7e41e74fa54406305de30bd113338712942bb153b3d65b2b840b2f4f2a3bcd11dfcfa529a657013674ed"
        "af8b01a2efb6018e8e7c885ab5873a1529ffa292a6cbef803974ad10a83b9269291c0d773ad9eabfe3a13e5117cc49aa"
        "156766e64d216eb11f20a7eb558e3c833f12400edb5aa1a364d4ef9877415d3b0801778d993016abb556b9ea71609538"
        "f0d2e814f548730754fb72ea4fdac68752124f88f5ac1ef438b0a651db3be958bcd7ca9b6c86512952dc2ceeffd8707a"
        "a0cb14ce7b55989b116dc9c6651cd13cded471389a45245f9e04bc52dc627f49ad48507bf430d921fbb4a0ecf516528d"
        "189700c9dfac6b6149f7828f4de6f71ba23964c371bd8b268e"
    ),
}
EVENTS: tuple[dict[str, str], ...] = (
    {
        "sealed": (
            "01c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf3684d254b97b0bacdbb584e9a1e58936b4d54b108ad2d1"
            "1a6cccdd273d5e9e02968d85e024fb2b6a1c895ca6a9debacab3564d677cda7a216b2842955bef73fcae6a89bd3853c5"
            "cddbcafc17c55bc822ab460dedd6b19cc0cf2f24a9febbdcca5cfefc12c426b2ff03df691baa175d2e62ff58d4296997"
            "ab039b3acc5e63ae0115f4403135efbb12ee4829763a17f160"
        ),
        "digest": "d1dd20ff92090d1872380bd6a7267892e55f1d86d90280d45476b06f617d73fb",
        "head": "68e296b067e713b0275835dc67ceb53cc8a63f194bdb5135ea919fdd425a0f85",
    },
    {
        "sealed": (
            "01c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf37cfb326d15b78c5bec7a481c5f86842c0f5297ff8a651"
            "1a6cccdd273d5e9e02968d85e024fb2b6a1c895ca6a9debacab3564d677cda7a216b2842955bef73fcae6a89bd3853c5"
            "cddbcafc17c55bc822ab460dedd6b19cc0cf2f24a9febbdcca5cfefc12c426b2ff03df691baa175d2e62ff58d4296997"
            "ab039b3acc5e63ae0127a83847133c4d8f95fedf526c80c9da"
        ),
        "digest": "7162286ceaa152eded79f7b6b62caecfa24f7d0e4cba8188e66263c4c1d6fab7",
        "head": "d3ac9287bb907e83479db11acc3afbc940b49328d7d53fc4013ba42d2366125e",
    },
)


@pytest.fixture
def fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the same bytes each time."""
    monkeypatch.setattr("secrets.token_bytes", lambda size: bytes(range(200, 200 + size)))


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[KeyFile]:
    make_files(tmp_path, VAULT, {}, lambda _: None)
    shelf, opened = open_files(tmp_path)
    yield opened
    shelf.close()
    opened.close()


def stands(keys: KeyFile, table: str) -> str:
    with closing(sqlite3.connect(keys.path)) as connection:
        [(sealed,)] = connection.execute(f"SELECT sealed FROM {table}")  # noqa: S608 - our own table names
    return bytes(sealed).hex()


@pytest.mark.usefixtures("fixed")
def test_the_wrap_by_passphrase() -> None:
    assert wrap_by_passphrase(MASTER, PASSPHRASE, VAULT, FLOOR).hex() == WRAP_BY_PHRASE
    assert open_by_passphrase(bytes.fromhex(WRAP_BY_PHRASE), PASSPHRASE, VAULT) == MASTER
    assert reader.master_by_passphrase(bytes.fromhex(WRAP_BY_PHRASE), PASSPHRASE, VAULT) == MASTER


@pytest.mark.usefixtures("fixed")
def test_the_wrap_by_recovery_key() -> None:
    assert wrap_by_recovery(MASTER, RECOVERY, VAULT).hex() == WRAP_BY_RECOVERY
    assert open_by_recovery(bytes.fromhex(WRAP_BY_RECOVERY), RECOVERY, VAULT) == MASTER
    assert reader.master_by_recovery(bytes.fromhex(WRAP_BY_RECOVERY), PAPER, VAULT) == MASTER


def test_a_cases_key(keys: KeyFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mapper.vault.keys.new_key", lambda: CASE_KEY)
    monkeypatch.setattr("secrets.token_bytes", lambda size: bytes(range(200, 200 + size)))
    assert keys.make_key(MASTER, CASE) == CASE_KEY
    assert stands(keys, "keys") == WRAPPED_CASE_KEY
    assert reader.case_key(MASTER, VAULT, CASE, bytes.fromhex(WRAPPED_CASE_KEY)) == CASE_KEY


@pytest.mark.usefixtures("fixed")
def test_a_head_that_was_seen(keys: KeyFile) -> None:
    mark = Mark(7, bytes(32))
    keys.remember(MASTER, {CASE: mark})
    assert stands(keys, "seen") == SEEN
    assert keys.seen(MASTER, CASE) == mark
    assert reader.seen(MASTER, VAULT, CASE, bytes.fromhex(SEEN)) == mark


@pytest.mark.usefixtures("fixed")
def test_a_note(keys: KeyFile) -> None:
    keys.put_note(MASTER, "name", NOTE)
    assert stands(keys, "notes") == SEALED_NOTE
    assert keys.note(MASTER, "name") == NOTE
    assert reader.note(MASTER, VAULT, "name", bytes.fromhex(SEALED_NOTE)) == NOTE


def test_what_vouches_for_an_erasure(keys: KeyFile) -> None:
    erasure = Erasure(CASE, (2, 4), "2026-03-14", done=True)
    assert keys.voucher(MASTER, erasure).hex() == VOUCHER
    assert keys.voucher(MASTER, erasure, noted=["aa", "bb"]).hex() == NOTED_VOUCHER
    assert reader.erasure_seal(MASTER, VAULT, CASE, "[2, 4]", "2026-03-14").hex() == VOUCHER
    entry = {"case": CASE, "events": [2, 4], "day": "2026-03-14", "digests": ["aa", "bb"]}
    assert reader.noted_seal(MASTER, VAULT, entry).hex() == NOTED_VOUCHER


def rows() -> list[Row]:
    made, _ = sealed_rows(CaseKeys.of(CASE_KEY), CASE, START, [frame(FIRST), frame(SECOND, [1])])
    return made


@pytest.mark.usefixtures("fixed")
def test_events_and_their_chain() -> None:
    written = [{"sealed": row.sealed.hex(), "digest": row.digest.hex(), "head": row.head.hex()} for row in rows()]
    assert tuple(written) == EVENTS


def test_events_and_their_chain_are_read() -> None:
    stored = [Row(seq, *(bytes.fromhex(each[name]) for name in each)) for seq, each in enumerate(EVENTS, 1)]
    walked = walk(CaseKeys.of(CASE_KEY), CASE, START, Stretch(2, stored))
    assert (walked.payloads, walked.redacted, walked.broken) == ([(1, b""), (2, SECOND)], {1}, 0)
    before = b""
    for row, read in zip(stored, [(FIRST, []), (SECOND, [1])], strict=True):
        assert reader.event(CASE_KEY, CASE, row.seq, before, row.sealed) == read
        assert reader.blake2b(row.sealed, "mapper digest") == row.digest
        before = reader.head_after(CASE_KEY, before, row.seq, row.digest)
        assert before == row.head


@pytest.fixture
def vault(keys: KeyFile, monkeypatch: pytest.MonkeyPatch) -> Iterator[EncryptedVault]:
    """Give a vault with one case without events, whose key is known."""
    monkeypatch.setattr("mapper.vault.keys.new_key", lambda: CASE_KEY)
    monkeypatch.setattr("secrets.token_bytes", lambda size: bytes(range(200, 200 + size)))
    shelf, again = open_files(keys.path.parents[1])
    opened = EncryptedVault(shelf, again, MASTER)
    opened.create(CASE, HEADER)
    yield opened
    opened.close()


def test_a_header(vault: EncryptedVault) -> None:
    assert vault.shelf.header(CASE).header.hex() == SEALED_HEADER
    assert vault.header(CASE).header == HEADER
    assert reader.header(CASE_KEY, CASE, 0, bytes.fromhex(SEALED_HEADER)) == HEADER


def test_a_snapshot(vault: EncryptedVault) -> None:
    vault.put_snapshot(CASE, "form 1.0", FORM)
    [(name, sealed)] = vault.shelf.snapshots(CASE)
    assert (name, len(sealed)) == (SNAPSHOT_NAME, 1 + 24 + len(zlib.compress(FORM)) + 16)
    assert reader.snapshot_name(CASE_KEY, "form 1.0") == SNAPSHOT_NAME
    # How tightly zlib packs may differ from one to the next; what was packed before has to be read.
    assert reader.snapshot(CASE_KEY, CASE, "form 1.0", bytes.fromhex(SNAPSHOT)) == FORM
    with closing(sqlite3.connect(vault.shelf.where, isolation_level=None)) as connection:
        connection.execute("UPDATE snapshots SET sealed = ?", (bytes.fromhex(SNAPSHOT),))
    assert vault.snapshot(CASE, "form 1.0") == FORM


@pytest.mark.usefixtures("fixed")
def test_what_is_being_typed(keys: KeyFile) -> None:
    drafts = Drafts(keys.path.parents[1], VAULT, lambda _: CaseKeys.of(CASE_KEY).draft)
    drafts.put(CASE, "start.hope", TYPED, date(2026, 3, 14))
    with closing(sqlite3.connect(drafts.path)) as connection:
        [(case, slot, day, sealed)] = connection.execute("SELECT name, slot, day, sealed FROM drafts")
    assert (case, slot.hex(), day, sealed.hex()) == (CASE, DRAFT["slot"], "2026-03-14", DRAFT["sealed"])
    assert drafts.all(CASE) == {"start.hope": TYPED}
    assert reader.draft(CASE_KEY, CASE, slot, sealed) == ("start.hope", TYPED)
    drafts.close()


LENGTHS = [0, 1, 125, 126, 127, 128, 254, 255, 256, 1000]


@pytest.mark.parametrize("length", LENGTHS)
def test_events_of_any_length_are_padded_as_described(length: int) -> None:
    payload = bytes(length - 1) + b"\x80" if length else b""
    made, tail = sealed_rows(CaseKeys.of(CASE_KEY), CASE, Mark(41, b"h" * 32), [frame(payload)])
    assert reader.event(CASE_KEY, CASE, 42, b"h" * 32, made[0].sealed) == (payload, [])
    assert len(made[0].sealed) == 1 + 24 + (length + 1) // 128 * 128 + 128 + 16
    assert tail.seq == 42


@pytest.mark.parametrize("position", range(0, 29, 4))
def test_a_wrap_whose_parameters_were_changed_does_not_open(position: int) -> None:
    changed: Any = bytearray.fromhex(WRAP_BY_PHRASE)
    changed[position] ^= 1
    with pytest.raises(Exception, match="vault_passphrase_wrong"):
        open_by_passphrase(bytes(changed), PASSPHRASE, VAULT)
