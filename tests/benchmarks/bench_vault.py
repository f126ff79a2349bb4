"""The vault: one durable answer beside a bare SQLite commit in the same mode; long cases, many cases, unlocking.

python -m tests.benchmarks.bench_vault [answers|events|cases|unlock …]
"""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from mapper.desk.desk import Desk
from mapper.desk.keeper import Keeper
from mapper.interview.events import encode
from mapper.meeting.header import Header
from mapper.questionnaire.condition import Voice
from mapper.settings import Settings
from mapper.tui.app import MapperApp
from mapper.tui.screens.cases import Cases
from mapper.tui.widgets.editor import Line
from mapper.vault.chain import header_key
from mapper.vault.encrypted import EncryptedVault
from mapper.vault.seal import new_key, place, seal, seal_padded, subkey
from mapper.vault.sqlite import SqliteShelf
from mapper.vault.wraps import MEBIBYTE, calibrated
from tests.benchmarks.bench import Series, report, side_by_side, timed
from tests.benchmarks.bench_rooms import resident
from tests.offices import write_office
from tests.vaults import PASSPHRASE, open_keeper, open_vault

EVENT, HEADER = b"x" * 640, b"h" * 256
TIMES = 300
MANY = 100_000
SOUGHT = "kari prøvelund"
FIRST = ("Kari", "Ola", "Amal", "Per", "Nora", "Jon", "Åse", "Emil", "Zahra", "Iben", "Leif", "Mia")
LAST = ("Prøve", "Eksempel", "Prøvelund", "Testvik", "Mønster", "Utkast", "Skisse", "Forsøk", "Låne", "Dukke")


@contextmanager
def bare(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a plain database in the vault's own mode: one table, one row for each commit."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("journal_mode = TRUNCATE", "synchronous = EXTRA", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}").fetchone()
        connection.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, payload BLOB)")
        yield connection


def answers(folder: Path) -> None:
    """Measure one durable answer."""
    vault = open_vault(folder)
    vault.create("a", HEADER)
    with bare(folder / "bare.db") as connection:
        ours = {
            "vault.append": lambda: vault.append("a", [EVENT], HEADER),
            "bare commit": lambda: connection.execute("INSERT INTO rows (payload) VALUES (?)", (EVENT,)),
        }
        report("One answer sealed and durable on disk", side_by_side(ours, TIMES), "≤ 1.5 × a bare commit")
    vault.close()


def desk_at(folder: Path) -> Desk:
    """Sit down at a desk of an office that has said who reads, with its vault open."""
    write_office(folder / "office")
    settings = Settings(folder / "data", folder / "office", folder / "exports")
    return Desk(settings, keeper=open_keeper(settings.data))


def events(folder: Path) -> None:
    """Measure how long a case of many events takes to open and verify, up to the first question."""
    for number, times in ((2_000, 10), (50_000, 3)):
        desk = desk_at(folder / str(number))
        case = _long_talk(desk, number)
        desk.close()
        taken = []
        for _ in range(times):
            opened = desk_at(folder / str(number))
            taken.append(timed(partial(_open, opened, case)))
            opened.close()
        report(f"Open a case of {number:,} events", [Series("Desk.open", tuple(taken))], "2,000: 0.3 s; 50,000: 10 s")


def _open(desk: Desk, case: str) -> None:
    desk.open(case).first()


def _long_talk(desk: Desk, number: int) -> str:
    """Hold a conversation in which the same answers are given again and again."""
    practised, meeting = desk.practise_with("nb"), desk.new("full", "nb")
    refs = [ref for part in practised.parts() for ref in part.refs]
    voices: tuple[Voice, ...] = ("participant", "caseworker", "together")
    said = [event for ref in refs for voice in voices if (event := practised.record.said(ref, voice))]
    vault = desk.keeper.vault
    last = vault.header(meeting.case)
    new = (
        encode(said[n % len(said)].model_copy(update={"id": f"{n:032x}", "meeting": meeting.meeting, "base": n}))
        for n in range(number - last.last)
    )
    vault.append(meeting.case, list(new), last.header)
    return meeting.case


def fill(vault: EncryptedVault, number: int) -> None:
    """Put many cases on the shelf at once, each with its own key and a header of the usual length."""
    wrapping, chance, cases, keys = subkey(vault.master, "case keys"), random.Random(1), [], []
    for n in range(number):
        case, key, day = f"{chance.getrandbits(128):032x}", new_key(), date(2020, 1, 1) + timedelta(n % 2000)
        name = f"{FIRST[n % len(FIRST)]} {LAST[n // len(FIRST) % len(LAST)]}"
        header = Header(f"Samtale {day:%d.%m.%Y}", name, f"{day}T10:42:00+01:00", n % 140, 140, n % 4)
        sealed = seal_padded(header_key(key), header.encode(), place("header", case, 3))
        cases.append((case, 3, n, sealed))
        keys.append((case, seal(wrapping, key, place("case key", vault.keys.id, case))))
    assert isinstance(vault.shelf, SqliteShelf)
    with vault.shelf.writing() as connection:
        connection.executemany("INSERT INTO cases VALUES (?, ?, ?, ?)", cases)
    with vault.keys.writing() as connection:
        connection.executemany("INSERT INTO keys VALUES (?, ?)", keys)


def cases(folder: Path) -> None:
    """Measure listing many cases, and searching among them on their page."""
    desk = desk_at(folder)
    fill(desk.keeper.vault, MANY)
    desk.close()
    desk = desk_at(folder)
    before = resident()
    works = {"Desk.cases": desk.cases, "EncryptedVault.cases": desk.keeper.vault.cases}  # the second opens them all
    report(f"List {MANY:,} cases", side_by_side(works, 5, warm=1), "≤ 1 s")
    listed = desk.cases()
    print(f"  memory {before:.0f} → {resident():.0f} MB with {len(listed):,} lines held")
    del listed
    asyncio.run(_search(desk))
    desk.close()


async def _search(desk: Desk) -> None:
    """Type a search key by key on the page, and take it back."""
    app = MapperApp(desk)
    async with app.run_test(size=(80, 24), notifications=False) as pilot:
        began = perf_counter()
        app.push_room("cases")
        page = app.get_screen("cases")
        assert isinstance(page, Cases)
        while len(page._lines) < MANY:
            await asyncio.sleep(0.005)
        listed = perf_counter() - began
        while page._found.taken_in < MANY:
            await asyncio.sleep(0.005)
        ready = perf_counter() - began
        print(f"  on their page all are listed after {listed:.2f} s, and all searched after {ready:.2f} s")
        await pilot.pause(0.5)
        keys: dict[str, list[float]] = {"a letter more": [], "a letter less": [], "until all are looked through": []}
        more, less = range(1, len(SOUGHT) + 1), range(len(SOUGHT) - 1, -1, -1)
        for way, length in [*(("a letter more", n) for n in more), *(("a letter less", n) for n in less)]:
            with page.prevent(Line.Changed):
                page.query_one(Line).text = SOUGHT[:length]
            began = perf_counter()
            keys[way].append(timed(page._search))
            while not page._found.whole:
                await asyncio.sleep(0)
            keys["until all are looked through"].append((perf_counter() - began) * 1000)
            await pilot.pause()
            print(f"  «{SOUGHT[:length]}»: {len(page._found.ids):,} found, the first in {keys[way][-1]:.1f} ms")
    series = [Series(way, tuple(times)) for way, times in keys.items()]
    report(f"Search among {MANY:,} cases", series, "≤ 10 ms a key")


def unlock(folder: Path) -> None:
    """Measure unlocking with the cost that was calibrated for this machine."""
    cost = calibrated()
    keeper = Keeper(folder, cost)
    prepared = keeper.prepare(PASSPHRASE)
    keeper.make(prepared, prepared.recovery)
    keeper.close()

    def once() -> None:
        keeper.unlock(PASSPHRASE)
        keeper.close()

    title = f"Unlock at {cost.memory // MEBIBYTE} MiB and {cost.passes} passes"
    report(title, side_by_side({"Keeper.unlock": once}, 10, warm=1), "about 0.5 s")


def main(chosen: list[str]) -> None:
    """Measure what was chosen, or everything, each in a folder of its own."""
    for work in (answers, events, cases, unlock):
        if not chosen or work.__name__ in chosen:
            with TemporaryDirectory() as name:
                print(f"\n(load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)")
                work(Path(name))


if __name__ == "__main__":
    main(sys.argv[1:])
