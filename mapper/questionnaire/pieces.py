"""One questionnaire out of several files: shared parts, lists of options, an office's few lines on a shipped one.

`include:` takes sections, closing lines, suggestions and lists of options from files beside the file. `extends:` takes
another questionnaire and changes it by id: what has an id that is there changes that, what has a new one is added,
`leave_out:` takes away and `order:` puts in another order. Each value keeps the file and line where it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from mapper.questionnaire.findings import Finding, listed, nearest, shown
from mapper.questionnaire.source import (
    Map,
    Pieced,
    Place,
    Seq,
    Tree,
    in_piece,
    key_place,
    read_path,
    value_place,
)

PIECE_KEYS = ("include", "extends", "leave_out", "order", "option_lists")
"""Keys that put files together; nothing of them is left in what comes out."""
MOST = 60
"""So many files are read for one questionnaire: files that take in each other twice would never end."""
_SHARED = ("sections", "closing", "activities")
_BY_ID = {"sections": "id", "closing": "id", "activities": "id", "questions": "id", "options": "code", "columns": "id"}
"""Lists whose items are known by a name, and the key of that name."""

Base: TypeAlias = Callable[[str, Path], Path | None]
"""Finds the file of the questionnaire that one file extends, by its id; never the file itself."""


def gather(path: Path, name: Callable[[Path], str], base: Base) -> Tree:
    """Read a file with everything that it is put together from. Raises UnreadableError with findings."""
    return _Gatherer(name, base).tree(path)


@dataclass(slots=True)
class _Gatherer:
    name: Callable[[Path], str]
    base: Base
    read: list[Tree] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def tree(self, path: Path) -> Tree:
        root, _ = self.whole(path, ())
        first = self.read[0]
        if len(self.read) == 1 and root is first.root and not self.findings:
            return first
        source = Pieced(first.source.name, first.source.text, tuple(tree.source for tree in self.read))
        found = [finding for tree in self.read for finding in tree.findings]
        return Tree(source, root, [*found, *self.findings])

    def whole(self, path: Path, behind: tuple[Path, ...]) -> tuple[Map, dict[str, Any]]:
        """Read one file, what it extends and what it includes, as one mapping; and its lists of options."""
        root = self.open(path)
        if not any(key in root for key in PIECE_KEYS):
            return root, {}
        way = (*behind, path)
        lists: dict[str, Any] = dict(self.lists(root))
        for piece, shared in self.included(root, path, way):
            lists = {**shared, **lists}
            self.append(root, piece)
        _Options(lists, self).put_in(root)
        extended = self.extended(root, path, way)
        made = _Merging(self, root).onto(extended) if extended is not None else root
        for key in PIECE_KEYS:
            _drop(made, key)
        return made, lists

    def open(self, path: Path) -> Map:
        name = self.name(path)
        taken = any(tree.source.name == name for tree in self.read)
        tree = read_path(path, str(path) if taken else name)
        if self.read:
            in_piece(tree.root, len(self.read))
        self.read.append(tree)
        return tree.root

    def say(self, place: Place, code: str, near: str | None = None, **values: object) -> None:
        """Note what is wrong, at its place in whatever file that is."""
        source = Pieced("", "", tuple(tree.source for tree in self.read))
        self.findings.append(source.finding(place, code, near, **values))

    # --- files beside this one

    def included(self, root: Map, path: Path, way: tuple[Path, ...]) -> Iterator[tuple[Map, dict[str, Any]]]:
        written = root.get("include", [])
        names = [written] if isinstance(written, str) else written
        for index, name in enumerate(names if isinstance(names, list) else ()):
            place = value_place(names, index) if names is written else value_place(root, "include")
            found = self.beside(name, path, place)
            if found is None:
                continue
            if found.resolve() in {each.resolve() for each in way}:
                self.say(place, "piece_circle", path=" → ".join(each.name for each in (*way, found)))
                continue
            if len(self.read) >= MOST:
                self.say(place, "piece_many", limit=MOST)
                return
            piece, lists = self.whole(found, way)
            for key in (key for key in piece if key not in (*_SHARED, *PIECE_KEYS)):
                near, known = nearest(key, _SHARED), listed((*_SHARED, "option_lists"))
                self.say(key_place(piece, key), "piece_key", near, field=key, known=known)
            yield piece, lists

    def beside(self, name: object, path: Path, place: Place) -> Path | None:
        """Find a piece; it lies in the file's own folder or below, whatever links say."""
        folder = path.parent
        written = name if isinstance(name, str) else ""
        outside = not written or written[0] in "/\\~" or "\\" in written or ":" in written or ".." in written.split("/")
        found = folder / written
        if outside or not found.resolve().is_relative_to(folder.resolve()):
            self.say(place, "piece_outside", path=shown(name))
            return None
        if not found.is_file():
            near = nearest(written, sorted(each.relative_to(folder).as_posix() for each in folder.glob("**/*.yaml")))
            self.say(place, "piece_missing", near, path=shown(written))
            return None
        return found

    def append(self, root: Map, piece: Map) -> None:
        """Put the parts of a piece behind the file's own."""
        for key in _SHARED:
            added = piece.get(key)
            if isinstance(added, Seq) and isinstance(root.setdefault(key, Seq(key_place(piece, key))), Seq):
                root.keys_at.setdefault(key, key_place(piece, key))
                root.values_at.setdefault(key, value_place(piece, key))
                root[key].extend(added)
                root[key].values_at.extend(added.values_at)

    def lists(self, root: Map) -> Iterator[tuple[str, Any]]:
        found = root.get("option_lists")
        yield from found.items() if isinstance(found, Map) else ()

    # --- what a file extends

    def extended(self, root: Map, path: Path, way: tuple[Path, ...]) -> Map | None:
        wanted = root.get("extends")
        if wanted is None:
            return None
        found = self.base(wanted, path) if isinstance(wanted, str) else None
        if found is None:
            self.say(value_place(root, "extends"), "extends_unknown", id=shown(wanted))
            return None
        if found in way:
            path_shown = " → ".join(self.name(each) for each in (*way, found))
            self.say(value_place(root, "extends"), "piece_circle", path=path_shown)
            return None
        return self.whole(found, way)[0]


@dataclass(slots=True)
class _Options:
    """Puts lists of options in place of their names."""

    lists: dict[str, Any]
    gatherer: _Gatherer

    def put_in(self, node: Any) -> None:
        for inner in node if isinstance(node, list) else node.values() if isinstance(node, dict) else ():
            self.put_in(inner)
        wanted = node.get("options") if isinstance(node, Map) else None
        if not isinstance(wanted, str):
            return
        if wanted in self.lists:
            node["options"] = _copied(self.lists[wanted])
            return
        near = nearest(wanted, self.lists)
        if near is not None:
            node["options"] = _copied(self.lists[near])
        place = value_place(node, "options")
        self.gatherer.say(place, "options_unknown", near, id=shown(wanted), known=listed(self.lists))


@dataclass(slots=True)
class _Merging:
    """Lays an extension over what it extends: by id, key by key."""

    gatherer: _Gatherer
    root: Map

    def onto(self, base: Map) -> Map:
        self.leave_out(base)
        own = Map(self.root.place)
        for key in self.root:
            if key not in PIECE_KEYS:
                _set(own, key, self.root[key], self.root)
        made = self.merged(base, own)
        self.reorder(made)
        return made

    def merged(self, base: Map, own: Map) -> Map:
        for key, value in own.items():
            known = base.get(key)
            if key in _BY_ID and isinstance(known, Seq) and isinstance(value, Seq):
                self.merge_list(known, value, _BY_ID[key])
            elif key == "changes" and isinstance(known, Seq) and isinstance(value, Seq):
                known.extend(value)
                known.values_at.extend(value.values_at)
            else:
                _set(base, key, value, own)
        return base

    def merge_list(self, base: Seq, own: Seq, name: str) -> None:
        for place, item in zip(own.values_at, own, strict=True):
            at = _find(base, name, item.get(name)) if isinstance(item, Map) else None
            if at is None:
                base.append(item)
                base.values_at.append(place)
            elif isinstance(base[at], Map) and isinstance(item, Map):
                same_type = item.get("type") in (None, base[at].get("type"))
                base[at] = self.merged(base[at], item) if same_type else item

    # --- by name

    def leave_out(self, base: Map) -> None:
        for found in self.named("leave_out", base):
            if found is not None:
                seq, at = found
                del seq[at], seq.values_at[at]

    def reorder(self, made: Map) -> None:
        """Let what is named share the places that it has, in the order in which it is named."""
        groups: dict[int, tuple[Seq, list[int]]] = {}
        for found in self.named("order", made):
            if found is not None:
                seq, at = found
                groups.setdefault(id(seq), (seq, []))[1].append(at)
        for seq, wanted in groups.values():
            order = list(dict.fromkeys(wanted))
            items = [(seq[at], seq.values_at[at]) for at in order]
            for place, (item, written) in zip(sorted(order), items, strict=True):
                seq[place], seq.values_at[place] = item, written

    def named(self, key: str, base: Map) -> Iterator[tuple[Seq, int] | None]:
        written = self.root.get(key)
        for index, wanted in enumerate(written if isinstance(written, list) else ()):
            place, name = value_place(written, index), wanted if isinstance(wanted, str) else shown(wanted)
            found = _named(base, name)
            if found is None:
                self.gatherer.say(place, f"{key}_unknown", nearest(name, _names(base)), id=shown(name))
            yield found


def _named(base: Map, name: str) -> tuple[Seq, int] | None:
    """Find a part by its name: `section`, `section.question`, `section.question CODE`, closing line or suggestion."""
    ref, _, code = name.partition(" ")
    part, dot, own = ref.partition(".")
    for key in ("sections", "closing", "activities"):
        seq = base.get(key)
        at = _find(seq, "id", part)
        if not isinstance(seq, Seq) or at is None:
            continue
        if dot:
            seq = seq[at].get("questions")
            at = _find(seq, "id", own)
        if at is not None and isinstance(seq, Seq) and code:
            seq = seq[at].get("options")
            at = _find(seq, "code", code)
        return (seq, at) if isinstance(seq, Seq) and at is not None else None
    return None


def _names(base: Map) -> list[str]:
    found: list[str] = []
    for key in ("sections", "closing", "activities"):
        for item in base.get(key) or ():
            if isinstance(item, Map):
                found.append(str(item.get("id")))
                found += [f"{item.get('id')}.{q.get('id')}" for q in item.get("questions") or () if isinstance(q, Map)]
    return found


def _find(seq: object, key: str, name: object) -> int | None:
    items = seq if isinstance(seq, Seq) else ()
    return next((at for at, item in enumerate(items) if isinstance(item, Map) and item.get(key) == name), None)


def _set(node: Map, key: str, value: Any, origin: Map) -> None:
    node[key] = value
    node.keys_at[key] = key_place(origin, key)
    node.values_at[key] = value_place(origin, key)


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


def _drop(node: Map, key: str) -> None:
    if key in node:
        del node[key]
