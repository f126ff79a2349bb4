"""One answer durable on disk, beside a bare SQLite commit in the same mode; opening and listing large vaults."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from mapper.vault.place import open_vault, vault_file
from tests.benchmarks.bench import report, side_by_side

EVENT = b"x" * 640
HEADER = b"h" * 256
TIMES = 300


@contextmanager
def bare(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a plain database in the vault's own mode: one table, one row for each commit."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = TRUNCATE", "synchronous = EXTRA", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}").fetchone()
    connection.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, payload BLOB)")
    yield connection
    connection.close()


def durable_answer(folder: Path) -> None:
    vault = open_vault(folder)
    vault.create("a", HEADER)
    with bare(folder / "bare.db") as connection:
        ours = {
            "vault.append": lambda: vault.append("a", [EVENT], HEADER),
            "bare commit": lambda: connection.execute("INSERT INTO rows (payload) VALUES (?)", (EVENT,)),
        }
        report("One answer durable on disk", side_by_side(ours, TIMES), "1.5 × a bare commit in the same mode")
    vault.close()


def many_events(folder: Path, events: int) -> None:
    vault = open_vault(folder)
    vault.create("a", HEADER)
    vault.append("a", [EVENT] * events, HEADER)
    vault.close()

    def read() -> None:
        opened = open_vault(folder)
        opened.events("a")
        opened.close()

    report(
        f"Open and read a case of {events:,} events",
        side_by_side({"vault": read}, 10),
        "0.5 s at 2,000; 10 s at 50,000",
    )


def many_cases(folder: Path, cases: int) -> None:
    open_vault(folder).close()
    with sqlite3.connect(vault_file(folder)) as connection:
        names = (f"{number:032x}" for number in count())
        rows = ((name, 1, HEADER) for name, _ in zip(names, range(cases), strict=False))
        connection.executemany("INSERT INTO cases VALUES (?, ?, ?)", rows)
    connection.close()

    def list_all() -> None:
        opened = open_vault(folder)
        opened.cases()
        opened.close()

    report(f"Open and list {cases:,} cases", side_by_side({"vault": list_all}, 5), "1 s at 100,000, with searching")


def main() -> None:
    """Measure everything in a folder of its own."""
    with TemporaryDirectory() as name:
        durable_answer(Path(name, "answers"))
        for events in (2_000, 50_000):
            many_events(Path(name, f"events-{events}"), events)
        many_cases(Path(name, "cases"), 100_000)


if __name__ == "__main__":
    main()
