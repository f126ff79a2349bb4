"""Reads a vault by what the docstrings of `mapper.vault` say of its form, and by nothing of its code."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import unicodedata
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_pwhash_alg,
    crypto_pwhash_ALG_ARGON2ID13,
)

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def number(raw: bytes) -> int:
    return int.from_bytes(raw, "big")


def place(*parts: str | int | bytes) -> bytes:
    written = b""
    for part in parts:
        raw = part.encode("utf-8") if isinstance(part, str) else part
        raw = raw.to_bytes(8, "big") if isinstance(raw, int) else raw
        written += len(raw).to_bytes(4, "big") + raw
    return written


def unseal(key: bytes, blob: bytes, *where: str | int | bytes) -> bytes:
    assert blob[0] == 1
    return crypto_aead_xchacha20poly1305_ietf_decrypt(blob[25:], place(*where), blob[1:25], key)


def unpadded(plain: bytes, block: int = 128) -> bytes:
    assert len(plain) % block == 0
    content = plain.rstrip(b"\0")
    assert content.endswith(b"\x80")
    assert len(plain) - len(content) < block
    return content[:-1]


def blake2b(message: bytes, person: str, key: bytes = b"", size: int = 32) -> bytes:
    filled = person.encode("ascii").ljust(16, b"\0")
    return hashlib.blake2b(message, key=key, person=filled, digest_size=size).digest()


def purpose_key(key: bytes, purpose: str) -> bytes:
    return blake2b(b"", purpose, key)


def master_by_passphrase(wrap: bytes, passphrase: str, vault_id: str) -> bytes:
    head, sealed = wrap[:29], wrap[29:]
    version, passes, memory, salt = head[0], number(head[1:5]), number(head[5:13]), head[13:29]
    assert version == 1
    typed = unicodedata.normalize("NFKC", passphrase).encode("utf-8")
    key = crypto_pwhash_alg(32, typed, salt, passes, memory, crypto_pwhash_ALG_ARGON2ID13)
    return unseal(key, sealed, "passphrase", vault_id, head)


def master_by_recovery(wrap: bytes, recovery: str, vault_id: str) -> bytes:
    whole = 0
    for character in recovery.replace("-", ""):
        whole = whole * 32 + CROCKFORD.index(character)
    data, check = whole >> 15, whole & 0x7FFF
    assert check == (data + 1) % 32749
    return unseal(purpose_key(data.to_bytes(20, "big"), "recovery"), wrap, "recovery", vault_id)


def event(key: bytes, case: str, seq: int, head: bytes, sealed: bytes) -> tuple[bytes, list[int]]:
    """Open one event; give its payload and the numbers that it redacts."""
    frame = unpadded(unseal(purpose_key(key, "event"), sealed, "event", case, seq, head))
    if frame[0] == 0:
        return frame[1:], []
    assert frame[0] == 1
    end = 5 + 8 * number(frame[1:5])
    return frame[end:], [number(frame[at : at + 8]) for at in range(5, end, 8)]


def head_after(key: bytes, head: bytes, seq: int, digest: bytes) -> bytes:
    return blake2b(place("link", head, seq, digest), "mapper chain", purpose_key(key, "chain"))


def header(key: bytes, case: str, last: int, sealed: bytes) -> bytes:
    return unpadded(unseal(purpose_key(key, "header"), sealed, "header", case, last))


def snapshot_name(key: bytes, name: str) -> str:
    return blake2b(name.encode("utf-8"), "mapper name", purpose_key(key, "snapshot"), 16).hex()


def snapshot(key: bytes, case: str, name: str, sealed: bytes) -> bytes:
    where = ("snapshot", case, snapshot_name(key, name))
    return zlib.decompress(unseal(purpose_key(key, "snapshot"), sealed, *where))


def draft(key: bytes, case: str, slot: bytes, sealed: bytes) -> tuple[str, bytes]:
    """Open what was being typed; give the field and what stood in it."""
    own = purpose_key(key, "draft")
    plain = unpadded(unseal(own, sealed, "draft", case, slot), 512)
    end = 4 + number(plain[:4])
    field = plain[4:end].decode("utf-8")
    assert slot == blake2b(field.encode("utf-8"), "mapper draft", own, 16)
    return field, plain[end:]


def case_key(master: bytes, vault_id: str, case: str, sealed: bytes) -> bytes:
    return unseal(purpose_key(master, "case keys"), sealed, "case key", vault_id, case)


def seen(master: bytes, vault_id: str, case: str, sealed: bytes) -> tuple[int, bytes]:
    plain = unseal(purpose_key(master, "seen heads"), sealed, "seen", vault_id, case)
    return number(plain[:8]), plain[8:]


def note(master: bytes, vault_id: str, name: str, sealed: bytes) -> bytes:
    return unpadded(unseal(purpose_key(master, "notes"), sealed, "note", vault_id, name))


def erasure_seal(master: bytes, vault_id: str, case: str, events: str, day: str) -> bytes:
    return blake2b(place("erasure", vault_id, case, events, day), "mapper erasure", purpose_key(master, "erasures"))


def noted_seal(master: bytes, vault_id: str, entry: dict[str, Any]) -> bytes:
    """Give what stands with an erasure that is noted beside backups."""
    named = entry["case"], json.dumps(entry["events"]), entry["day"], *entry["digests"]
    return blake2b(place("noted erasure", vault_id, *named), "mapper erasure", purpose_key(master, "erasures"))


class Files:
    """The two files of a vault, opened by its passphrase; the recovery key has to open it to the same."""

    def __init__(self, data: Path, passphrase: str, recovery: str) -> None:
        self.data = data
        self.id = (data / "vault-id").read_text(encoding="ascii")
        assert self.ask("cases", "SELECT id FROM vault") == self.ask("keys", "SELECT id FROM vault") == [(self.id,)]
        wraps = dict(self.ask("keys", "SELECT kind, wrap FROM wraps"))
        self.master = master_by_passphrase(wraps["passphrase"], passphrase, self.id)
        assert self.master == master_by_recovery(wraps["recovery"], recovery, self.id)
        self.keys = {
            case: case_key(self.master, self.id, case, sealed)
            for case, sealed in self.ask("keys", "SELECT name, sealed FROM keys")
        }

    def ask(self, file: str, query: str, *values: str) -> list[Any]:
        path = self.data / "vault" / f"{file}.db"
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            return connection.execute(query, values).fetchall()

    def case(self, case: str, snapshots: list[str]) -> dict[str, Any]:
        """Read one case whole; nothing in it may fail to verify."""
        key = self.keys[case]
        [(last, sealed)] = self.ask("cases", "SELECT last, header FROM cases WHERE name = ?", case)
        events, redactions = self._events(case, key)
        assert len(events) == last
        stored = dict(self.ask("cases", "SELECT snapshot, sealed FROM snapshots WHERE name = ?", case))
        assert set(stored) == {snapshot_name(key, name) for name in snapshots}
        return {
            "header": header(key, case, last, sealed).decode(),
            "events": events,
            "snapshots": {
                name: snapshot(key, case, name, stored[snapshot_name(key, name)]).decode() for name in snapshots
            },
            "redactions": redactions,
        }

    def _events(self, case: str, key: bytes) -> tuple[list[str | None], list[dict[str, Any]]]:
        events: list[str | None] = []
        redactions, before = [], b""
        query = "SELECT seq, sealed, digest, head FROM events WHERE name = ? ORDER BY seq"
        for seq, sealed, digest, head in self.ask("cases", query, case):
            assert seq == len(events) + 1
            assert head == head_after(key, before, seq, digest)
            payload: bytes | None = None
            if sealed:
                assert digest == blake2b(sealed, "mapper digest")
                payload, blank = event(key, case, seq, before, sealed)
                redactions += [{"event": seq, "blank": blank}] if blank else []
            events.append(None if payload is None else payload.decode())
            before = head
        return events, redactions

    def seen(self) -> dict[str, tuple[int, bytes]]:
        rows = self.ask("keys", "SELECT name, sealed FROM seen")
        return {case: seen(self.master, self.id, case, sealed) for case, sealed in rows}

    def notes(self) -> dict[str, str]:
        rows = self.ask("keys", "SELECT name, sealed FROM notes")
        return {name: note(self.master, self.id, name, sealed).decode() for name, sealed in rows}

    def erased(self) -> list[dict[str, Any]]:
        rows = self.ask("keys", "SELECT name, events, day, done, seal FROM erased ORDER BY name")
        for case, events, day, _, seal in rows:
            assert seal == erasure_seal(self.master, self.id, case, events, day)
        return [
            {"case": case, "events": json.loads(events), "day": day, "done": bool(done)}
            for case, events, day, done, _ in rows
        ]

    def last_head(self, case: str) -> tuple[int, bytes]:
        query = "SELECT seq, head FROM events WHERE name = ? ORDER BY seq DESC LIMIT 1"
        [row] = self.ask("cases", query, case)
        return row[0], row[1]
