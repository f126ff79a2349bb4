"""All that is wrong with questionnaires and lists, at once, each slip once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from mapper.questionnaire.checking.accepting import Note, check_accepted, settle
from mapper.questionnaire.checking.advise import Beside, advise
from mapper.questionnaire.checking.changes import check_changes
from mapper.questionnaire.checking.fitting import check_tests
from mapper.questionnaire.checking.languages import advise_languages
from mapper.questionnaire.checking.marks import read_marks
from mapper.questionnaire.checking.needs import check_needs
from mapper.questionnaire.checking.order import check_order
from mapper.questionnaire.checking.outline import Outline
from mapper.questionnaire.checking.parts import Known, check_parts, check_texts
from mapper.questionnaire.checking.rounds import check_rounds
from mapper.questionnaire.checking.texts import Written, written_texts
from mapper.questionnaire.checking.words import WordLists
from mapper.questionnaire.findings import Finding, in_order, listed
from mapper.questionnaire.library import CORE, SUFFIX, Library, is_hidden
from mapper.questionnaire.lists import LIST_FILES, Lists
from mapper.questionnaire.model import QuestionnaireFile
from mapper.questionnaire.read import Reading, maps, read_list, read_string
from mapper.questionnaire.source import Source, UnreadableError, file_names, key_place, place_line, value_place
from mapper.questionnaire.tree import Tree, read_path

_MISSED = {"unknown_question": "question", "unknown_code": "code", "unknown_topic": "topic", "change_unknown": "id"}
"""Findings of what is not there, and the value that names it."""

QuestionnaireReading = Reading[QuestionnaireFile]

_ENDINGS = (".yaml.txt", ".yml.txt", ".yaml", ".yml")
"""How names end where a program added to them, or somebody wrote them otherwise."""


def check_paths(
    paths: Sequence[Path] = (), library: Library | None = None, *, advice: bool = False
) -> tuple[Finding, ...]:
    """Check files and folders; with no path, everything in the library. Gives all findings in file order.

    Faults only, or with `advice` also what stops nothing.
    """
    library = library or Library.standard()
    everything = (*library.questionnaires(), *library.list_paths())
    chosen = [file for path in paths for file in files_in(path)] if paths else everything
    folders = [path for path in paths if path.is_dir()] if paths else library.folders
    found = [finding for folder in folders for finding in _not_read(folder, library)]
    return in_order((*found, *_Checker(library, advice=advice).check(chosen, unfit=not paths)))


def check_each(paths: Sequence[Path], library: Library) -> dict[Path, tuple[Finding, ...]]:
    """Check files of a library one by one, as `check_paths` does; the core that packs belong to is read once."""
    checker = _Checker(library)
    return {path: in_order(checker.check((path,))) for path in paths}


def check_text(
    text: str | bytes, name: str = "", lists: Lists | None = None, *, beside: Beside | None = None
) -> tuple[Finding, ...]:
    """Check one questionnaire that stands alone. Gives all findings in file order.

    Faults only, or with what is `beside` the file also what stops nothing.
    """
    try:
        reading = read_string(text, name)
    except UnreadableError as error:
        return in_order(error.findings)
    return in_order(_findings(reading, Outline.of(reading), Known(lists or Lists()), beside))


def _findings(
    reading: QuestionnaireReading, outline: Outline, known: Known, beside: Beside | None
) -> Iterator[Finding]:
    """Check one file; `outline` is of it, after the core where it is a pack."""
    texts = written_texts(reading.root)
    alone = [*reading.findings, *_alone(reading, texts)]
    together = [_because_left_out(each, outline) for each in check_together(known, outline)]
    names = file_names(reading.source)
    yield from (*alone, *(each for each in together if each.file in names or each.code == "leave_out_needed"))
    if beside is not None:
        sound = not alone and not together and not any(each.findings for each in outline.readings)
        yield from advise(reading, texts, outline, beside, sound=sound)


def _alone(reading: QuestionnaireReading, texts: Sequence[Written]) -> Iterator[Finding]:
    """Check what a file says, whatever stands in others; `texts` are its own."""
    yield from check_texts(reading.source, texts)
    yield from check_accepted(reading.source, reading.root)


def check_together(known: Known, outline: Outline) -> Iterator[Finding]:
    """Check what a core and its packs say to each other."""
    yield from check_parts(outline, known)
    yield from check_tests(outline)
    yield from check_order(outline)
    yield from check_needs(outline)
    yield from check_changes(outline)
    yield from check_rounds(outline)


def files_in(path: Path) -> Iterator[Path]:
    """Give a file itself, or the questionnaires and lists in a folder."""
    if not path.is_dir():
        yield path
        return
    for pattern in (f"*{SUFFIX}", f"lists/*{SUFFIX}"):
        yield from sorted(each for each in path.glob(pattern) if not is_hidden(each))


def nothing_there(folder: Path) -> Finding:
    """Say that a folder holds nothing to check."""
    return Source(str(folder), "").finding(0, "no_files")


def _not_read(folder: Path, library: Library) -> Iterator[Finding]:
    """Find files that somebody meant to be read, but for the end of their name."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        ending = next((each for each in _ENDINGS if path.name.casefold().endswith(each)), "")
        if ending and path.suffix != SUFFIX and path.is_file() and not is_hidden(path):
            name = path.name[: -len(ending)] + SUFFIX
            yield Source(library.name_of(path), "").finding(0, "file_ending", name=name)


class _Checker:
    """Checks files of one library, each of them read once."""

    def __init__(self, library: Library, *, advice: bool = False) -> None:
        self.library = library
        self.advice = advice
        self.read: dict[Path, QuestionnaireReading] = {}
        self.unreadable: list[Finding] = []

    def check(self, paths: Iterable[Path], *, unfit: bool = False) -> Iterator[Finding]:
        """Check files. A shipped pack made for another core than this may be `unfit`: nobody here can mend it."""
        unique = tuple(dict.fromkeys(paths))
        self.unreadable.clear()
        forms = [path for path in unique if not _is_list(path)]
        yield from (finding for path in unique if _is_list(path) for finding in self.list(path))
        readings = [reading for path in forms if (reading := self.reading(path))]
        yield from self.unreadable
        core = self.core(forms)
        known = Known(self.library.lists)
        others = [path for path in forms if unfit and self.library.made_for_another_core(path)]
        for path, reading in self.read.items():
            if path in forms and path not in others:
                yield from self.form(path, reading, core, known)
        if core is not None and unfit:
            yield from self.unfit(others, core, known)
        yield from _shared_ids(reading for reading in readings if "offer_when" in reading.root)
        yield from (finding for path in forms for finding in self.file_name(path))

    def form(
        self, path: Path, reading: QuestionnaireReading, core: QuestionnaireReading | None, known: Known
    ) -> Iterator[Finding]:
        is_pack = "offer_when" in reading.root.keys_at and core is not None and core is not reading
        outline = Outline.of(*((core, reading) if is_pack and core is not None else (reading,)))
        beside = Beside(self.words, read_marks(path)) if self.advice else None
        yield from _findings(reading, outline, known, beside)

    def unfit(self, packs: Iterable[Path], core: QuestionnaireReading, known: Known) -> Iterator[Finding]:
        """Advise once, at the core, of packs that build on what it does not have."""
        names = []
        for path, reading in ((path, self.read[path]) for path in packs if path in self.read):
            found = list(self.form(path, reading, core, known))
            if all(each.is_advice for each in found):
                yield from found
            else:
                names.append(path.stem)
        told = core.source.finding(key_place(core.root, "id"), "pack_unfit", packs=listed(names))
        if self.advice:
            yield from settle(core.source, core.root, [Note(told, (core.root,))] if names else (), ("pack_unfit",))

    @cached_property
    def words(self) -> WordLists:
        return WordLists.of(self.library.avoided_words("officialese"), self.library.avoided_words("respect"))

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
        path = next((path for path in chosen if path.name == CORE), None)
        return self._own_core if path is None else self.read.get(path)

    @cached_property
    def _own_core(self) -> QuestionnaireReading | None:
        path = self.library.core()
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
        texts = written_texts(tree.root)
        found = [*reading.findings, *check_texts(tree.source, texts), *_list_ids(tree)]
        found += check_accepted(tree.source, tree.root)
        if self.advice:
            notes = advise_languages(tree.source, tree.root, texts)
            found += settle(tree.source, tree.root, notes, ("missing_language", "mostly_missing_language"))
        return found

    def file_name(self, path: Path) -> Iterator[Finding]:
        """See that a file of the library bears the name of its id, by which packs are found."""
        reading = self.read.get(path)
        if reading is None:
            return
        written = reading.root.get("id")
        if path.name == CORE and "offer_when" in reading.root.keys_at:
            yield reading.source.finding(key_place(reading.root, "offer_when"), "core_is_pack")
        if isinstance(written, str) and written != path.stem and self.library.holds(path):
            yield reading.source.finding(value_place(reading.root, "id"), "file_name", id=written, file=path.name)


def _because_left_out(finding: Finding, outline: Outline) -> Finding:
    """Tell at what a file takes away that something needs it: the place that needs it is not the office's to mend."""
    values = dict(finding.values)
    wanted = values.get(_MISSED.get(finding.code, ""), "")
    for reading in outline.readings if wanted else ():
        for name, place in reading.left_out.items():
            if wanted == name or wanted.startswith(f"{name}.") or name.endswith(f" {wanted}"):
                return reading.source.finding(place, "leave_out_needed", id=name, needs=finding.file, line=finding.line)
    return finding


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
