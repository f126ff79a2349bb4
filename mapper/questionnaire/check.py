"""All that is wrong with questionnaires and lists, at once, each slip once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from mapper.questionnaire.checking.accepting import check_accepted
from mapper.questionnaire.checking.changes import check_changes
from mapper.questionnaire.checking.fitting import check_tests
from mapper.questionnaire.checking.needs import check_needs
from mapper.questionnaire.checking.order import check_order
from mapper.questionnaire.checking.outline import Outline
from mapper.questionnaire.checking.parts import Known, check_parts, check_texts
from mapper.questionnaire.checking.rounds import check_rounds
from mapper.questionnaire.findings import Finding, in_order
from mapper.questionnaire.library import CORE, SUFFIX, Library
from mapper.questionnaire.lists import LIST_FILES, Lists
from mapper.questionnaire.model import QuestionnaireFile
from mapper.questionnaire.read import Reading, maps, read_list, read_string
from mapper.questionnaire.source import Source, Tree, UnreadableError, place_line, read_path, value_place

QuestionnaireReading = Reading[QuestionnaireFile]


def check_paths(paths: Sequence[Path] = (), library: Library | None = None) -> tuple[Finding, ...]:
    """Check files and folders; with no path, everything in the library. Gives all findings in file order."""
    library = library or Library.standard()
    everything = (*library.questionnaires(), *library.list_paths())
    chosen = [file for path in paths for file in _files(path)] if paths else everything
    return in_order(_Checker(library).check(chosen))


def check_text(text: str | bytes, name: str = "", lists: Lists | None = None) -> tuple[Finding, ...]:
    """Check one questionnaire that stands alone. Gives all findings in file order."""
    try:
        reading = read_string(text, name)
    except UnreadableError as error:
        return in_order(error.findings)
    known = Known(lists or Lists())
    return in_order([*reading.findings, *check_alone(reading), *check_together(known, reading)])


def check_alone(reading: QuestionnaireReading) -> Iterator[Finding]:
    """Check what a file says, whatever stands in others."""
    yield from check_texts(reading.source, reading.root)
    yield from check_accepted(reading.source, reading.root)


def check_together(known: Known, *readings: QuestionnaireReading) -> Iterator[Finding]:
    """Check what a core and its packs say to each other."""
    outline = Outline.of(*readings)
    yield from check_parts(outline, known)
    yield from check_tests(outline)
    yield from check_order(outline)
    yield from check_needs(outline)
    yield from check_changes(outline)
    yield from check_rounds(outline)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    yield from sorted(path.glob(f"*{SUFFIX}"))
    yield from sorted(path.glob(f"lists/*{SUFFIX}"))


class _Checker:
    """Checks files of one library, each of them read once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.read: dict[Path, QuestionnaireReading] = {}
        self.unreadable: list[Finding] = []

    def check(self, paths: Iterable[Path]) -> Iterator[Finding]:
        unique = tuple(dict.fromkeys(paths))
        forms = [path for path in unique if not _is_list(path)]
        yield from (finding for path in unique if _is_list(path) for finding in self.list(path))
        readings = [reading for path in forms if (reading := self.reading(path))]
        yield from self.unreadable
        core = self.core(forms)
        known = Known(self.library.lists)
        for reading in readings:
            yield from reading.findings
            yield from check_alone(reading)
            yield from self.composed(reading, core, known)
        yield from _shared_ids(reading for reading in readings if "offer_when" in reading.root)
        yield from (finding for path in forms for finding in self.file_name(path))

    def composed(
        self, reading: QuestionnaireReading, core: QuestionnaireReading | None, known: Known
    ) -> Iterator[Finding]:
        is_pack = "offer_when" in reading.root.keys_at and core is not None and core is not reading
        together = (core, reading) if is_pack and core is not None else (reading,)
        name = reading.source.name
        return (finding for finding in check_together(known, *together) if finding.file == name)

    def reading(self, path: Path) -> QuestionnaireReading | None:
        if path not in self.read:
            try:
                self.read[path] = self.library.read(path)
            except UnreadableError as error:
                self.unreadable += error.findings
                return None
        return self.read[path]

    def core(self, chosen: Iterable[Path]) -> QuestionnaireReading | None:
        """Take the core among the files given, or else the library's; one that cannot be read counts as none."""
        path = next((path for path in chosen if path.name == CORE), None) or self.library.core()
        if path is None or path in self.read:
            return self.read.get(path) if path else None
        try:
            return self.library.read(path)
        except UnreadableError:
            return None

    def list(self, path: Path) -> list[Finding]:
        name = self.library.name_of(path)
        try:
            tree = read_path(path, name)
        except UnreadableError as error:
            return list(error.findings)
        reading = read_list(tree, LIST_FILES[path.stem])
        return [*reading.findings, *check_texts(tree.source, tree.root), *_list_ids(tree)]

    def file_name(self, path: Path) -> Iterator[Finding]:
        """See that a file of the library bears the name of its id, by which packs are found."""
        reading = self.read.get(path)
        if reading is None or not self.library.holds(path):
            return
        written = reading.root.get("id")
        if isinstance(written, str) and written != path.stem:
            yield reading.source.finding(value_place(reading.root, "id"), "file_name", id=written, file=path.name)


def _is_list(path: Path) -> bool:
    return path.parent.name == "lists" and path.stem in LIST_FILES


def _list_ids(tree: Tree) -> Iterator[Finding]:
    for key in tree.root:
        lines: dict[str, int] = {}
        for entry in maps(tree.root, key):
            name = "id" if "id" in entry else "code"
            found, place = entry.get(name), value_place(entry, name)
            if isinstance(found, str) and found in lines:
                yield tree.source.finding(place, "double_entry", id=found, first=lines[found])
            lines.setdefault(str(found), place_line(place))


def _shared_ids(packs: Iterable[QuestionnaireReading]) -> Iterator[Finding]:
    """See that packs, any of which may be switched on together, share no id."""
    seen: dict[tuple[str, str], tuple[Source, int]] = {}
    for pack in packs:
        for key, code in (("sections", "double_section"), ("activities", "double_rule")):
            for node in maps(pack.root, key):
                written = node.get("id")
                if not isinstance(written, str):
                    continue
                place = value_place(node, "id")
                first, line = seen.setdefault((key, written), (pack.source, place_line(place)))
                if first is not pack.source:
                    yield pack.source.finding(place, code, id=written, file=first.name, first=line)
