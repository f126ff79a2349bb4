"""One questionnaire out of several files: shared parts, lists of options, an office's few lines on a shipped one.

`include:` takes sections, closing lines, suggestions and lists of options from files beside the file. `extends:` takes
another questionnaire and changes it by id: what has an id that is there changes that, what has a new one is added,
`leave_out:` takes away and `order:` puts in another order. Each value keeps the file and line where it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

from mapper.questionnaire.findings import Finding, listed, nearest, shown
from mapper.questionnaire.merging import SHARED, Merging, OptionLists, drop
from mapper.questionnaire.source import (
    Map,
    Pieced,
    Place,
    Seq,
    Source,
    UnreadableError,
    in_piece,
    key_place,
    value_place,
)
from mapper.questionnaire.tree import MAX_BYTES, Tree, read_path

PIECE_KEYS = ("include", "extends", "leave_out", "order", "option_lists")
"""Keys that put files together; nothing of them is left in what comes out."""
MOST = 60
"""So many files are read for one questionnaire: files that take in each other twice would never end."""
MOST_BYTES = MAX_BYTES
_CHANGING = ("leave_out", "order")
"""Keys that change what the file extends."""
_TAKEN_IN = (*SHARED, "option_lists", "include")
"""All that may stand in a file that is taken in."""
_FEW = 500
"""So many files are looked at for the one that was meant."""

Base: TypeAlias = Callable[[str, Path], Path | None]
"""Finds the file of the questionnaire that one file extends, by its id; never the file itself."""


def gather(path: Path, name: Callable[[Path], str], base: Base) -> Tree:
    """Read a file with everything that it is put together from. Raises UnreadableError with findings."""
    return _Gatherer(name, base).tree(path)


def files_of(path: Path, name: Callable[[Path], str], base: Base) -> tuple[Path, ...]:
    """Name the files that a file is put together from, also those that are not there or cannot be read."""
    gatherer = _Gatherer(name, base)
    with suppress(UnreadableError):
        gatherer.tree(path)
    return tuple(gatherer.paths)


@dataclass
class _Gatherer:
    name: Callable[[Path], str]
    base: Base
    paths: list[Path] = field(default_factory=list)
    read: list[Tree] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unreadable: list[Finding] = field(default_factory=list)
    left_out: dict[str, Place] = field(default_factory=dict)
    size: int = 0

    def tree(self, path: Path) -> Tree:
        root, _ = self.whole(path, ())
        if self.unreadable:
            raise UnreadableError(*self.unreadable, *self.findings)
        first = self.read[0]
        if len(self.read) == 1 and root is first.root and not self.findings:
            return first
        source = Pieced(first.source.name, first.source.text, tuple(tree.source for tree in self.read))
        found = [finding for tree in self.read for finding in tree.findings]
        return Tree(source, root, [*found, *self.findings], self.left_out)

    def whole(self, path: Path, behind: tuple[Path, ...], *, taken_in: bool = False) -> tuple[Map, dict[str, Any]]:
        """Read one file, what it extends and what it includes, as one mapping; and its lists of options."""
        root = self.open(path)
        if taken_in:
            self.keep_shared(root)
        if not any(key in root for key in PIECE_KEYS):
            return root, {}
        self.see_forms(root)
        way = (*behind, path)
        lists: dict[str, Any] = dict(self.lists(root))
        for piece, shared in self.included(root, path, way):
            lists = {**shared, **lists}
            self.append(root, piece)
        self.options.put_in(root, lists)
        extended = self.extended(root, path, way)
        made = Merging(self.say, root, PIECE_KEYS, self.left_out).onto(extended) if extended is not None else root
        for key in PIECE_KEYS:
            drop(made, key)
        return made, lists

    def open(self, path: Path) -> Map:
        """Read a file. One behind the first that cannot be read counts as empty, until all that is wrong is found."""
        self.paths.append(path)
        name = self.name(path)
        taken = any(tree.source.name == name for tree in self.read)
        try:
            tree = read_path(path, str(path) if taken else name)
        except UnreadableError as error:
            if not self.read:
                raise
            self.unreadable += error.findings
            tree = Tree(Source(name, ""), Map(0))
        if self.read:
            in_piece(tree.root, len(self.read))
        self.read.append(tree)
        self.size += len(tree.source.text)
        return tree.root

    def is_full(self, place: Place) -> bool:
        """Tell whether no more files are read, and say so once."""
        code = "piece_many" if len(self.read) >= MOST else "pieces_big" if self.size > MOST_BYTES else ""
        if code and not any(finding.code == code for finding in (*self.findings, *self.unreadable)):
            self.say(place, code, limit=MOST if code == "piece_many" else f"{MOST_BYTES // 1_000_000} MB")
            if code == "pieces_big":  # nobody waits for the rest of it
                self.unreadable.append(self.findings.pop())
        return bool(code)

    def keep_shared(self, root: Map) -> None:
        """Say what cannot stand in a file that is taken in, and take it away."""
        for key in list(root):
            if key not in _TAKEN_IN:
                self.say(key_place(root, key), "piece_key", nearest(key, SHARED), field=key, known=listed(_TAKEN_IN))
                drop(root, key)
            elif key in SHARED and not isinstance(root[key], Seq):
                self.say(value_place(root, key), "list_expected", field=key)

    def see_forms(self, root: Map) -> None:
        """Say where a key that puts files together holds what nobody could read, or changes nothing."""
        for key in ("include", *_CHANGING):
            if isinstance(root.get(key), Map):
                self.say(value_place(root, key), "list_expected", field=key)
        lists = root.get("option_lists", Map(0))
        if not isinstance(lists, Map):
            self.say(value_place(root, "option_lists"), "mapping_expected", field="option_lists")
        for name, options in lists.items() if isinstance(lists, Map) else ():
            if not isinstance(options, Seq):
                self.say(value_place(lists, name), "list_expected", field=name)
        for key in _CHANGING if "extends" not in root else ():
            if key in root:
                self.say(key_place(root, key), "piece_unused", field=key)

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
            if self.is_full(place):
                return
            yield self.whole(found, way, taken_in=True)

    def beside(self, name: object, path: Path, place: Place) -> Path | None:
        """Find a piece; it lies in the file's own folder or below, whatever links say."""
        folder = path.parent
        written = name if isinstance(name, str) else ""
        found = folder / written
        if _is_way_out(written) or not _lies_in(found, folder):
            self.say(place, "piece_outside", path=shown(name))
            return None
        if not _is_there(found):
            self.paths.append(found)
            self.say(place, "piece_missing", nearest(written, _beside(found, folder)), path=shown(written))
            return None
        return found

    def append(self, root: Map, piece: Map) -> None:
        """Put the parts of a piece behind the file's own."""
        for key in SHARED:
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
        """Give what a file extends; where it cannot be found, no more is said of the few lines by themselves."""
        wanted = root.get("extends")
        if wanted is None:
            return None
        found = self.base(wanted, path) if isinstance(wanted, str) else None
        if found is None:
            self.say(value_place(root, "extends"), "extends_unknown", id=shown(wanted))
            self.unreadable.append(self.findings.pop())
            return None
        if self.is_full(value_place(root, "extends")):
            return None
        if found in way:
            path_shown = " → ".join(self.name(each) for each in (*way, found))
            self.say(value_place(root, "extends"), "piece_circle", path=path_shown)
            self.unreadable.append(self.findings.pop())
            return None
        return self.whole(found, way)[0]

    @cached_property
    def options(self) -> OptionLists:
        return OptionLists(self.say)


def _is_way_out(written: str) -> bool:
    return not written or written[0] in "/\\~" or "\\" in written or ":" in written or ".." in written.split("/")


def _lies_in(found: Path, folder: Path) -> bool:
    """Tell whether a file lies in a folder, or would; what nothing can be called lies nowhere else."""
    try:
        return found.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a name that is too long, links in a circle
        return True


def _is_there(found: Path) -> bool:
    try:
        return found.is_file()
    except OSError:
        return False


def _beside(found: Path, folder: Path) -> list[str]:
    """Name the files that may have been meant: those where it was looked for."""
    try:
        return sorted(each.relative_to(folder).as_posix() for each in islice(found.parent.glob("*.yaml"), _FEW))
    except OSError:
        return []
