"""What is laid over a questionnaire that another extends, by id, and lists of options in place of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from mapper.questionnaire.findings import Guesses, listed, nearest, shown
from mapper.questionnaire.source import Map, Place, Seq, key_place, value_place

MOST_OPTIONS = 20_000
"""So many options stand in one questionnaire that lists share out."""
_VERSION = re.compile(r"\d{1,9}\.\d{1,9}(\.\d{1,9})?", re.ASCII)
_FULL = (999_999_999, 999_999_999, 999_999_999)
"""The highest version that there can be."""
SHARED = ("sections", "closing", "activities")
_BY_ID = {"sections": "id", "closing": "id", "activities": "id", "questions": "id", "options": "code", "columns": "id"}
"""Lists whose items are known by a name, and the key of that name."""


class Say(Protocol):
    """Notes what is wrong, at its place in whatever file that is."""

    def __call__(self, place: Place, code: str, near: str | None = None, **values: object) -> None:
        """Note it."""


@dataclass(slots=True)
class OptionLists:
    """Puts lists of options in place of their names."""

    say: Say
    copied: int = 0

    def put_in(self, node: Any, lists: dict[str, Any]) -> None:
        """Put them in a tree."""
        for inner in node if isinstance(node, list) else node.values() if isinstance(node, dict) else ():
            self.put_in(inner, lists)
        wanted = node.get("options") if isinstance(node, Map) else None
        if not isinstance(wanted, str):
            return
        near = wanted if wanted in lists else nearest(wanted, lists)
        place = value_place(node, "options")
        if near is not None:
            node["options"] = self.copy(lists[near], near, place)
        if near != wanted:
            self.say(place, "options_unknown", near, id=shown(wanted), known=listed(lists))

    def copy(self, options: Any, name: str, place: Place) -> Any:
        """Copy a list, or its first two where there would be more options than anybody can read."""
        count = len(options) if isinstance(options, Seq) else 0
        if count and self.copied <= MOST_OPTIONS < self.copied + count:
            self.say(place, "options_many", id=name, limit=MOST_OPTIONS)
        self.copied += count
        return _copied(options if self.copied <= MOST_OPTIONS or not count else _two_of(options))


@dataclass(slots=True)
class Merging:
    """Lays an extension over what it extends: by id, key by key."""

    say: Say
    root: Map
    left: tuple[str, ...]
    """Keys that are read here, and not laid over anything."""
    gone: dict[str, Place]
    """What was taken away, and where that is said."""

    def onto(self, base: Map) -> Map:
        """Lay it over a base, which is changed."""
        self._leave_out(base)
        own = Map(self.root.place)
        for key in self.root:
            if key not in self.left:
                _set(own, key, self.root[key], self.root)
        self._date(base, own)
        made = self._merged(base, own)
        self._reorder(made)
        return made

    def _date(self, base: Map, own: Map) -> None:
        """Let the later version count, so that one is offered whichever of the two files is new.

        What the base says of 1.0 goes for 1.0.1, 1.0.2 and so on too, which are this file's versions of it.
        """
        for change in base.get("changes") or ():
            since = _numbers(change.get("from")) if isinstance(change, Map) else None
            if since is not None and len(since) < len(_FULL):
                change["from"] = f"{change['from']}.{_FULL[-1]}"
        ours, theirs = _numbers(own.get("version")), _numbers(base.get("version"))
        if ours is None or theirs is None:
            return
        if ours < theirs:
            drop(own, "version")
        elif ours[:2] > theirs[:2]:
            better = f"{theirs[0]}.{theirs[1]}.{(*theirs, 0)[2] + 1}"
            values = {"version": own["version"], "base": base["version"], "id": shown(self.root.get("extends"))}
            self.say(value_place(own, "version"), "version_ahead", better, **values)

    def _merged(self, base: Map, own: Map) -> Map:
        for key, value in own.items():
            known = base.get(key)
            if key in _BY_ID and isinstance(known, Seq) and isinstance(value, Seq):
                self._merge_list(known, value, _BY_ID[key])
            elif key == "changes" and isinstance(known, Seq) and isinstance(value, Seq):
                known.extend(value)
                known.values_at.extend(value.values_at)
            else:
                _set(base, key, value, own)
        return base

    def _merge_list(self, base: Seq, own: Seq, name: str) -> None:
        there = _by_name(base, name)
        for place, item in zip(own.values_at, own, strict=True):
            called = item.get(name) if isinstance(item, Map) else None
            at = there.pop(called, None) if isinstance(called, str) else None  # what has its name again is a double
            if at is None:
                base.append(item)
                base.values_at.append(place)
            elif isinstance(base[at], Map) and isinstance(item, Map):
                same_type = item.get("type") in (None, base[at].get("type"))
                base[at] = self._merged(base[at], item) if same_type else item

    # --- by name

    def _leave_out(self, base: Map) -> None:
        gone: dict[int, tuple[Seq, set[int]]] = {}
        for name, place, seq, at in self._named("leave_out", base):
            self.gone[name] = place
            gone.setdefault(id(seq), (seq, set()))[1].add(at)
        for seq, places in gone.values():
            kept = [at for at in range(len(seq)) if at not in places]
            seq[:], seq.values_at = [seq[at] for at in kept], [seq.values_at[at] for at in kept]

    def _reorder(self, made: Map) -> None:
        """Let what is named share the places that it has, in the order in which it is named."""
        groups: dict[int, tuple[Seq, list[int]]] = {}
        for _, _, seq, at in self._named("order", made):
            groups.setdefault(id(seq), (seq, []))[1].append(at)
        for seq, wanted in groups.values():
            order = list(dict.fromkeys(wanted))
            items = [(seq[at], seq.values_at[at]) for at in order]
            for place, (item, written) in zip(sorted(order), items, strict=True):
                seq[place], seq.values_at[place] = item, written

    def _named(self, key: str, base: Map) -> Iterator[tuple[str, Place, Seq, int]]:
        written = self.root.get(key)
        single = [written] if isinstance(written, str) else ()
        names = _Names(base)
        for index, wanted in enumerate(written if isinstance(written, list) else single):
            place = value_place(self.root, key) if single else value_place(written, index)
            name = wanted if isinstance(wanted, str) else shown(wanted)
            found = names.find(name)
            if found is None:
                self.say(place, f"{key}_unknown", names.guesses.nearest(name), id=shown(name))
            else:
                yield name, place, *found


class _Names:
    """Finds parts by their names: `section`, `section.question`, `section.question CODE`, closing line, suggestion."""

    def __init__(self, base: Map) -> None:
        self.base = base
        self.known: dict[int, dict[str, int]] = {}

    def find(self, name: str) -> tuple[Seq, int] | None:
        ref, _, code = name.partition(" ")
        part, dot, own = ref.partition(".")
        for key in SHARED:
            found = self._in(self.base, key, "id", part)
            if found is None:
                continue
            if dot:
                found = self._in(found[0][found[1]], "questions", "id", own)
            if found is not None and code:
                found = self._in(found[0][found[1]], "options", "code", code)
            return found
        return None

    def _in(self, node: Map, key: str, name: str, wanted: str) -> tuple[Seq, int] | None:
        seq = node.get(key)
        if not isinstance(seq, Seq):
            return None
        if id(seq) not in self.known:
            self.known[id(seq)] = _by_name(seq, name)
        at = self.known[id(seq)].get(wanted)
        return None if at is None else (seq, at)

    @cached_property
    def guesses(self) -> Guesses:
        return Guesses(_names(self.base))


def _names(base: Map) -> list[str]:
    found: list[str] = []
    for key in SHARED:
        for item in base.get(key) or ():
            if isinstance(item, Map):
                found.append(str(item.get("id")))
                found += [f"{item.get('id')}.{q.get('id')}" for q in item.get("questions") or () if isinstance(q, Map)]
    return found


def _by_name(seq: Seq, key: str) -> dict[str, int]:
    """Give where each item of a list stands, by its name; of a name that stands twice, the first."""
    found: dict[str, int] = {}
    for at, item in enumerate(seq):
        called = item.get(key) if isinstance(item, Map) else None
        if isinstance(called, str):
            found.setdefault(called, at)
    return found


def _set(node: Map, key: str, value: Any, origin: Map) -> None:
    node[key] = value
    node.keys_at[key] = key_place(origin, key)
    node.values_at[key] = value_place(origin, key)


def _numbers(version: object) -> tuple[int, ...] | None:
    """Give a version as numbers; None for what is none, whose form is told elsewhere."""
    return tuple(map(int, version.split("."))) if isinstance(version, str) and _VERSION.fullmatch(version) else None


def _two_of(options: Seq) -> Seq:
    few = Seq(options.place)
    few.extend(options[:2])
    few.values_at = options.values_at[:2]
    return few


def _copied(node: Any) -> Any:
    """Copy what several questions share, so that a change to one leaves the others."""
    if isinstance(node, Map):
        made = Map(node.place)
        made.update({key: _copied(value) for key, value in node.items()})
        made.keys_at, made.values_at = dict(node.keys_at), dict(node.values_at)
        return made
    if isinstance(node, Seq):
        seq = Seq(node.place)
        seq.extend(map(_copied, node))
        seq.values_at = list(node.values_at)
        return seq
    return node


def drop(node: Map, key: str) -> None:
    """Take a key away, where it is."""
    if key in node:
        del node[key]
