"""What is being typed, kept on the disk while it is typed, so that a crash costs at most a second of it.

Takes in what stands in fields, at every key; writes the latest of it in a thread of its own, so that typing never
waits for the disk. Gives back what a crash left. Never keeps anything in memory that has been written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from threading import Condition, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

from mapper.fault import Fault
from mapper.language.clean import clean

if TYPE_CHECKING:
    from mapper.desk.keeper import Keeper

REST: Final = 0.5
"""Seconds from a key to the writing of what it made, and so between two writings."""
AGAIN: Final = 5.0
"""Seconds until what could not be written is tried again."""
PATIENCE: Final = 2.0
"""Seconds that leaving waits for the disk."""

Slot: TypeAlias = tuple[str, str]
"""A case, and the name of a field in it."""


def said_by(ref: str, voice: str) -> str:
    """Name the field in which a voice answers a question."""
    return f"said {ref} {voice}"


def view_of(ref: str) -> str:
    """Name the field in which the participant says how they see what the caseworker added."""
    return f"view {ref}"


def words_on(what: str) -> str:
    """Name the field of own words in front of a room: on a step, a decision, an area or the whole."""
    return f"words {what}"


def about(ref: str) -> tuple[str, ...]:
    """Name every field in which something about a question may be typed."""
    voices = ("participant", "caseworker", "together")
    return (*(said_by(ref, voice) for voice in voices), view_of(ref), words_on(ref))


class DraftsUnkept(Fault):
    """Tell that what is typed cannot be kept while it is typed."""

    code = "typed_unkept"


class DraftsAside(Fault):
    """Tell that what was typed last could not be read, and was put aside."""

    code = "typed_aside"


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """What stood in a field: plain data, when it was typed, and the seq at which the field last showed the case."""

    said: Any
    at: datetime
    base: int


class Store(Protocol):
    """Keep sealed drafts, as the vault does. All methods raise a Fault where the disk fails."""

    put_aside: bool

    def put(self, case: str, field: str, payload: bytes, day: date) -> None:
        """Write what stands in a field over what stood there."""

    def drop(self, case: str, fields: Iterable[str]) -> None:
        """Take away what was being typed in fields."""

    def all(self, case: str) -> Mapping[str, bytes]:
        """Give what was being typed in a case, by field."""

    def forget(self, case: str) -> None:
        """Take away everything of a case."""

    def sweep(self, today: date) -> None:
        """Take away what nobody came back to in time."""


class Pending:
    """What waits to be written, and when it is due. Knows no clock and no thread."""

    def __init__(self) -> None:
        self._waiting: dict[Slot, Draft | None] = {}
        self.due: float | None = None

    def put(self, slot: Slot, draft: Draft | None, now: float) -> bool:
        """Let a draft wait, or its removal; tell whether something is due sooner than before."""
        self._waiting[slot] = draft
        before = self.due
        # What is saved must not come back as unsaved: its removal waits for nothing.
        soon = now if draft is None else now + REST
        self.due = soon if before is None else min(before, soon)
        return self.due != before

    def take(self) -> dict[Slot, Draft | None]:
        """Give everything that waits; nothing does any more."""
        taken, self._waiting, self.due = self._waiting, {}, None
        return taken

    def put_back(self, failed: Mapping[Slot, Draft | None], now: float) -> None:
        """Let wait what could not be written, where nothing newer came."""
        self._waiting = {**failed, **self._waiting}
        if failed:
            self.due = now + AGAIN

    def forget(self, case: str) -> None:
        """Let nothing of a case wait."""
        self._waiting = {slot: draft for slot, draft in self._waiting.items() if slot[0] != case}


class Drafting:
    """Keep drafts by way of one thread. `troubled` is called in that thread, once for each kind of trouble."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._pending = Pending()
        self._stir = Condition()
        self._thread: Thread | None = None
        self._writing = self._hurried = self._closed = False
        self._found: dict[str, dict[str, Draft]] = {}
        self._told: set[str] = set()
        self._untold: list[Fault] = []
        self._troubled: Callable[[Fault], None] | None = None

    # --- what a crash left

    def find(self, case: str) -> None:
        """Read what was being typed in a case, for `found` to give. To be called where the disk may be waited for."""
        drafts: dict[str, Draft] = {}
        with suppress(Fault):
            with suppress(Fault):
                self._store.sweep(self._clock().date())
            drafts = {field: draft for field, raw in self._store.all(case).items() if (draft := decode(raw))}
        if self._store.put_aside:
            self._tell(DraftsAside())
        self._found[case] = drafts

    def found(self, case: str) -> dict[str, Draft]:
        """Give what `find` read, once."""
        return self._found.pop(case, {})

    # --- what is typed now

    def keep(self, case: str, field: str, said: Any, base: int) -> None:
        """Keep what stands in a field, soon."""
        self._put((case, field), Draft(said, self._clock(), base))

    def gone(self, case: str, *fields: str) -> None:
        """Take away what stood in fields, soon: it is saved, or was taken out again."""
        for field in fields:
            self._put((case, field), None)

    def forget(self, case: str) -> None:
        """Take away everything of a case, at once."""
        with self._stir:
            self._pending.forget(case)
            self._stir.wait_for(lambda: not self._writing, PATIENCE)
        self._store.forget(case)

    def _put(self, slot: Slot, draft: Draft | None) -> None:
        with self._stir:
            if self._closed:
                return
            if self._pending.put(slot, draft, monotonic()):
                self._stir.notify_all()
            if self._thread is None:
                self._thread = Thread(target=self._run, name="drafts", daemon=True)
                self._thread.start()

    def seal(self, seconds: float = PATIENCE) -> bool:
        """Write at once what waits, and wait for that no longer than some seconds; tell whether it stands."""
        with self._stir:
            self._hurried = self._pending.due is not None
            self._stir.notify_all()
            self._stir.wait_for(lambda: not self._hurried and not self._writing, seconds)
            return self._pending.due is None and not self._writing

    def close(self) -> None:
        """Write what waits, and end."""
        self.seal()
        with self._stir:
            self._closed = True
            self._pending.take()
            self._stir.notify_all()
        if self._thread is not None:
            self._thread.join(PATIENCE)

    # --- the thread

    def _run(self) -> None:
        while not self._closed:
            with self._stir:
                self._wait()
                batch = self._pending.take()
                self._writing, self._hurried = True, False
            failed = self._write(batch)
            with self._stir:
                self._pending.put_back(failed, monotonic())
                self._writing = False
                self._stir.notify_all()
            del batch, failed  # nothing of it stays in memory while nobody types

    def _wait(self) -> None:
        while not self._closed and not self._hurried:
            due = self._pending.due
            left = None if due is None else due - monotonic()
            if left is not None and left <= 0:
                return
            self._stir.wait(left)

    def _write(self, batch: Mapping[Slot, Draft | None]) -> dict[Slot, Draft | None]:
        """Write drafts, and give those that could not be written."""
        failed = {}
        for (case, field), draft in batch.items():
            try:
                if draft is None:
                    self._store.drop(case, [field])
                else:
                    self._store.put(case, field, encode(draft), draft.at.date())
            except Fault as fault:
                if fault.code not in _NO_CASE:
                    failed[case, field] = draft
        if failed:
            self._tell(DraftsUnkept())
        elif batch:
            self._told.discard(DraftsUnkept.code)
        return failed

    # --- trouble

    def tell_to(self, troubled: Callable[[Fault], None]) -> None:
        """Say who is told of trouble, now and later."""
        self._troubled = troubled
        untold, self._untold = self._untold, []
        for fault in untold:
            troubled(fault)

    def _tell(self, fault: Fault) -> None:
        if fault.code in self._told:
            return
        self._told.add(fault.code)
        if self._troubled is None:
            self._untold.append(fault)
        else:
            self._troubled(fault)


class Typed:
    """The part of the desk that keeps what is being typed."""

    keeper: Keeper
    _clock: Callable[[], datetime]
    _drafting: Drafting | None = None

    @property
    def drafting(self) -> Drafting:
        """Give what keeps what is being typed. Raises VaultLocked or VaultUnmade."""
        if self._drafting is None:
            self._drafting = Drafting(self.keeper.drafts, self._clock)
        return self._drafting

    def end_drafting(self) -> None:
        """Write what waits, and keep no more."""
        drafting, self._drafting = self._drafting, None
        if drafting is not None:
            drafting.close()


_NO_CASE: Final = frozenset({"vault_case_unknown", "vault_case_erased", "vault_case_keyless"})
"""Faults by which a case is not there any more, and with it nothing to keep."""


def encode(draft: Draft) -> bytes:
    """Write a draft as bytes."""
    content = {"said": draft.said, "at": draft.at.isoformat(), "base": draft.base}
    return json.dumps(content, ensure_ascii=False).encode(errors="replace")


def decode(raw: bytes) -> Draft | None:
    """Read a draft, cleaned as everything that comes from a disk; None for what is none."""
    try:
        content = json.loads(raw)
        return Draft(_cleaned(content["said"]), datetime.fromisoformat(content["at"]), int(content["base"]))
    except (ValueError, KeyError, TypeError):
        return None


def _cleaned(said: Any) -> Any:
    if isinstance(said, str):
        return clean(said)
    if isinstance(said, dict):
        return {clean(str(name)): _cleaned(each) for name, each in said.items()}
    if isinstance(said, list):
        return [_cleaned(each) for each in said]
    return ""
