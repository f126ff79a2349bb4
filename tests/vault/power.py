"""A disk that loses what was not synced when the power goes, and SQLite on it.

What SQLite writes is kept as a list of acts. At any moment the power may go: then each file is what was last synced,
with any of the later writes, in any order and torn at sectors.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512
_numbers = itertools.count()


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that was asked of the disk, or a promise (`acknowledged`) that was made above it."""

    kind: str
    name: str = ""
    offset: int = 0
    data: bytes = b""


@dataclass(slots=True)
class Disk:
    """Files in memory, and everything that was done to them."""

    files: dict[str, bytearray] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)

    def do(self, act: Act) -> None:
        """Do one act and remember it."""
        _apply(self.files, act)
        self.acts.append(act)

    def promise(self, text: str) -> None:
        """Note that something was acknowledged."""
        self.acts.append(Act("acknowledged", text))


def _apply(files: dict[str, bytearray], act: Act) -> None:
    if act.kind == "delete":
        files.pop(act.name, None)
        return
    content = files.setdefault(act.name, bytearray())
    if act.kind == "truncate":
        del content[act.offset :]
    elif act.kind == "write":
        if len(content) < act.offset:
            content.extend(bytes(act.offset - len(content)))
        content[act.offset : act.offset + len(act.data)] = act.data


def images(start: dict[str, bytes], acts: Sequence[Act], cuts: Iterable[int], chance: random.Random) -> Iterator[
    tuple[dict[str, bytes], list[str]]
]:  # fmt: skip
    """Give what stands on the disk after a power cut at each of these moments (rising), and what was promised."""
    durable = {name: bytearray(content) for name, content in start.items()}
    pending: list[Act] = []
    promised: list[str] = []
    done = 0
    for cut in cuts:
        for act in acts[done:cut]:
            if act.kind == "acknowledged":
                promised.append(act.name)
            elif act.kind == "sync":
                pending = _synced(durable, pending, act.name)
            else:
                pending.append(act)
        done = cut
        yield _after_the_cut(durable, pending, chance), list(promised)


def _synced(durable: dict[str, bytearray], pending: list[Act], name: str) -> list[Act]:
    durable.setdefault(name, bytearray())
    for act in pending:
        if act.name == name:
            _apply(durable, act)
    return [act for act in pending if act.name != name]


def _after_the_cut(durable: dict[str, bytearray], pending: list[Act], chance: random.Random) -> dict[str, bytes]:
    files = {name: bytearray(content) for name, content in durable.items()}
    reached = [act for act in pending if chance.random() < 0.5]
    if chance.random() < 0.5:
        chance.shuffle(reached)
    for act in reached:
        _apply(files, _torn(act, chance))
    return {name: bytes(content) for name, content in files.items()}


def _torn(act: Act, chance: random.Random) -> Act:
    if act.kind != "write" or len(act.data) <= SECTOR or chance.random() < 0.7:
        return act
    start = chance.randrange(0, len(act.data), SECTOR)
    end = min(len(act.data), start + SECTOR * chance.randrange(1, 8))
    return Act("write", act.name, act.offset + start, act.data[start:end])


class _File:
    """One open file, as SQLite asks for it."""

    def __init__(self, disk: Disk, name: str) -> None:
        self._disk, self._name = disk, name

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802 - SQLite's names
        return bytes(self._disk.files[self._name][offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.do(Act("write", self._name, offset, bytes(data)))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._disk.do(Act("truncate", self._name, size))

    def xSync(self, _flags: int) -> None:  # noqa: N802
        self._disk.do(Act("sync", self._name))

    def xFileSize(self) -> int:  # noqa: N802
        return len(self._disk.files[self._name])

    def xLock(self, _level: int) -> None:  # noqa: N802
        """Nobody else is there."""

    def xUnlock(self, _level: int) -> None:  # noqa: N802
        """Nobody else is there."""

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        return False

    def xFileControl(self, _op: int, _pointer: int) -> bool:  # noqa: N802
        return False

    def xSectorSize(self) -> int:  # noqa: N802
        return SECTOR

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return 0

    def xClose(self) -> None:  # noqa: N802
        """Nothing is held."""


class _Files(apsw.VFS):
    """SQLite's way to a `Disk`."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self.name = f"power{next(_numbers)}"
        super().__init__(self.name, base="")

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: N802
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        if path not in self._disk.files:
            if not flags[0] & apsw.SQLITE_OPEN_CREATE:
                raise apsw.CantOpenError
            self._disk.files[path] = bytearray()
        flags[1] = flags[0]
        return _File(self._disk, path)

    def xDelete(self, name: str, _sync: bool) -> None:  # noqa: N802
        self._disk.do(Act("delete", name))

    def xAccess(self, name: str, _flags: int) -> bool:  # noqa: N802
        return name in self._disk.files

    def xFullPathname(self, name: str) -> str:  # noqa: N802
        return name


class Connection:
    """A connection to SQLite on a `Disk`, with what the vault uses of `sqlite3`."""

    def __init__(self, disk: Disk, path: Path) -> None:
        self._files = _Files(disk)
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        self._connection = apsw.Connection(str(path), flags=flags, vfs=self._files.name)

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Rows:
        """Run one statement."""
        rows = list(self._connection.execute(sql, tuple(values)))
        return Rows(rows, self._connection.changes())

    def executemany(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each of many values."""
        for each in values:
            self._connection.execute(sql, tuple(each))

    def executescript(self, sql: str) -> None:
        """Run several statements."""
        self._connection.execute(sql)

    def close(self) -> None:
        """Let go."""
        self._connection.close()
        self._files.unregister()


@dataclass(frozen=True, slots=True)
class Rows:
    """What a statement found."""

    rows: list[Any]
    rowcount: int

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def fetchone(self) -> Any:
        """Give the first row, if any."""
        return self.rows[0] if self.rows else None

    def fetchall(self) -> list[Any]:
        """Give all rows."""
        return self.rows
