"""How a backup lies in its folders.

    DIR/cases/<stamp>/cases.db manifest.json     sealed conversations, to be kept as long as the office likes
    DIR/keys/<stamp>/keys.db manifest.json       wrapped keys, short-lived: they may lie somewhere else
    DIR/erasures.json                            what was erased since: ids, event numbers and days, nothing else

A stamp is a time in UTC, `20260403-101500`. What is being made has a name that begins with a dot until it is whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

from mapper.files import write_whole
from mapper.vault import backup_errors as wrong
from mapper.vault.errors import (
    VaultBusy,
    VaultDamaged,
    VaultEmpty,
    VaultError,
    VaultForeign,
    VaultFull,
    VaultMissing,
    VaultNewer,
    VaultReadOnly,
)
from mapper.vault.keys import Erasure
from mapper.vault.translate import translated

Kind = Literal["cases", "keys"]
FILES: Final[dict[Kind, str]] = {"cases": "cases.db", "keys": "keys.db"}
FORMAT: Final = 1
MAKING: Final = ".making-"
_MANIFEST: Final = "manifest.json"
_ERASURES: Final = "erasures.json"
_STAMP: Final = re.compile(r"\d{8}-\d{6}(-\d+)?")
_MAX_BYTES: Final = 64_000_000
_OF_TARGET: Final[dict[type[VaultError], type[wrong.BackupError]]] = {
    VaultMissing: wrong.BackupGone,
    VaultReadOnly: wrong.BackupReadOnly,
    VaultFull: wrong.BackupFull,
    VaultBusy: wrong.BackupBusy,
    VaultDamaged: wrong.BackupDamaged,
    VaultEmpty: wrong.BackupDamaged,
    VaultForeign: wrong.BackupForeign,
    VaultNewer: wrong.BackupNewer,
}


@dataclass(frozen=True, slots=True)
class Places:
    """Where the conversations of backups lie, and where their keys do."""

    cases: Path
    keys: Path


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a set says of itself. `made` is an ISO time; `flawed` counts conversations that did not verify then."""

    vault: str
    made: str
    cases: int
    events: int
    flawed: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BackupSet:
    """One set in its folder; `manifest` is None where it cannot be read."""

    folder: Path
    kind: Kind
    manifest: Manifest | None

    @property
    def stamp(self) -> str:
        """Give the stamp that names it."""
        return self.folder.name

    @property
    def file(self) -> Path:
        """Name the file in it."""
        return self.folder / FILES[self.kind]


@dataclass(frozen=True, slots=True)
class NotedErasure:
    """An erasure and, for events, the digest of each ciphertext: numbers alone may mean other events after a restore.

    `digests` are hexadecimal, in the order of the events, or none where they were not known. `voucher` tells that
    somebody with the vault's master key noted it.
    """

    erasure: Erasure
    digests: tuple[str, ...] = ()
    voucher: bytes = b""


@contextlib.contextmanager
def toward(folder: Path) -> Iterator[None]:
    """Tell what fails in a backup's folder as a fault of the backup, not of the vault."""
    try:
        with translated(folder):
            yield
    except VaultError as fault:
        told = _OF_TARGET.get(type(fault), wrong.BackupError)
        if isinstance(fault, wrong.BackupError) or not _within(str(fault.facts.get("path", "")), folder):
            raise
        raise told(**fault.facts) from None


def _within(path: str, folder: Path) -> bool:
    return bool(path) and Path(path).is_relative_to(folder)


def sets(folder: Path, kind: Kind) -> tuple[BackupSet, ...]:
    """Give the sets in a folder, the latest first. Raises a BackupError where the folder cannot be read."""
    with toward(folder):
        above = folder / kind
        names = [path for path in above.iterdir() if _STAMP.fullmatch(path.name)] if above.is_dir() else []
    return tuple(BackupSet(path, kind, _manifest(path)) for path in sorted(names, key=_by_stamp, reverse=True))


def _by_stamp(path: Path) -> tuple[str, int]:
    return path.name[:15], int(path.name[16:] or 0)


def _manifest(folder: Path) -> Manifest | None:
    found = _read_json(folder / _MANIFEST)
    try:
        if found.pop("format") != FORMAT:
            return None
        found.pop("kind")
        made = Manifest(**found)
    except (AttributeError, KeyError, TypeError):
        return None
    texts, counts = (made.vault, made.made, made.sha256), (made.cases, made.events, made.flawed)
    sound = all(isinstance(text, str) for text in texts) and all(isinstance(count, int) for count in counts)
    return made if sound else None


def write_manifest(folder: Path, kind: Kind, manifest: Manifest) -> None:
    """Write what a set says of itself."""
    content = {"format": FORMAT, "kind": kind, **asdict(manifest)}
    write_whole(folder / _MANIFEST, json.dumps(content, indent=1).encode())


def fingerprint(path: Path) -> str:
    """Give the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- what was erased


def note_erasures(folder: Path, erased: Iterable[NotedErasure]) -> None:
    """Write down beside the backups in a folder what was erased; what stands there stays. Raises a BackupError."""
    known, sound = read_erasures(folder)
    both = {(*_what(each), each.digests, each.voucher): each for each in (*known, *erased)}
    if sound and len(both) == len(known):
        return
    rows = [
        {
            "case": each.erasure.case,
            "events": each.erasure.events,
            "day": each.erasure.day,
            "digests": each.digests,
            "seal": each.voucher.hex(),
        }
        for each in both.values()
    ]
    with toward(folder):
        write_whole(folder / _ERASURES, json.dumps({"format": FORMAT, "erased": rows}, indent=1).encode())


def merged(noted: Iterable[NotedErasure]) -> list[NotedErasure]:
    """Give each erasure once; one that names its events by digest makes the same without digests needless."""
    found = {_what(each) + each.digests: each for each in reversed([*noted])}
    known = {_what(each) for each in found.values() if each.digests}
    return [each for each in reversed(found.values()) if each.digests or _what(each) not in known]


def _what(noted: NotedErasure) -> tuple[object, ...]:
    return noted.erasure.case, noted.erasure.events


def read_erasures(folder: Path) -> tuple[tuple[NotedErasure, ...], bool]:
    """Give what was erased as a folder tells it, and whether all of it could be read."""
    path = folder / _ERASURES
    if not path.exists():
        return (), True
    found = _read_json(path)
    try:
        return tuple(_noted(row) for row in found["erased"]), True
    except (AttributeError, KeyError, TypeError, ValueError):
        return (), False


def _noted(row: dict[str, Any]) -> NotedErasure:
    events = tuple(int(seq) for seq in row["events"])
    digests = tuple(str(digest) for digest in row.get("digests", ()))
    voucher = bytes.fromhex(str(row.get("seal", "")))
    return NotedErasure(Erasure(str(row["case"]), events, str(row["day"]), done=True), digests, voucher)


def _read_json(path: Path) -> Any:
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            return json.loads(file.read(_MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return None
