"""Whether `changes:` makes sense by itself, and says nothing that the rest of the file says otherwise."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from mapper.questionnaire.checking.outline import Outline, OutlinedQuestion, texts_in
from mapper.questionnaire.fates import version_key
from mapper.questionnaire.findings import Finding, Guesses, listed, shown
from mapper.questionnaire.model import QuestionnaireFile
from mapper.questionnaire.read import Reading, maps
from mapper.questionnaire.source import Map, Source, key_place, place_line, value_place

_SUBJECTS = ("question", "section", "suggestion")
_VERBS = {
    "question": ("renamed", "split", "retired", "retyped"),
    "option": ("renamed", "merged", "split", "retired"),
    "column": ("renamed", "retired"),
    "section": ("renamed",),
    "suggestion": ("renamed",),
}
"""What may have become of what."""
_ALL_VERBS = ("renamed", "merged", "split", "retired", "retyped")
_VERSION_PARTS = 3


@dataclass(frozen=True, slots=True)
class _Said:
    """One entry: what it is about, and what became of that.

    An option is named `section.question CODE`, one of several codes; a column, and an option of one, likewise.
    """

    source: Source
    node: Map
    kind: str
    names: tuple[str, ...]
    verb: str
    since: tuple[int, ...]
    targets: tuple[str, ...]

    def finding(self, key: str, code: str, near: str | None = None, **values: object) -> Finding:
        return self.source.finding(value_place(self.node, key), code, near, **values)

    @property
    def subject_key(self) -> str:
        if self.kind == "option":
            return "option" if "option" in self.node else "options"
        return self.kind

    @property
    def within(self) -> str:
        """Name what an option or a column is of, with a space after it; nothing for any other thing."""
        of = {"option": ("question", "column"), "column": ("question",)}.get(self.kind, ())
        return "".join(f"{self.node[key]} " for key in of if key in self.node)


@dataclass(frozen=True, slots=True)
class _Others:
    """What all entries of a file say of names."""

    last_said: Mapping[str, tuple[int, ...]]
    """The latest version about which something is said of a name."""
    last_brought: Mapping[tuple[str, str], tuple[int, ...]]
    """The latest version after which something came to have a name, by kind and name."""
    living: Mapping[tuple[str, str, tuple[int, ...]], _Said]
    """What tells that something kept its name after a version, by kind, name and version."""

    @classmethod
    def of(cls, every: Sequence[_Said]) -> _Others:
        """Look at every entry once."""
        said: dict[str, tuple[int, ...]] = {}
        brought: dict[tuple[str, str], tuple[int, ...]] = {}
        living: dict[tuple[str, str, tuple[int, ...]], _Said] = {}
        for each in every:
            said |= {name: max(each.since, said.get(name, ())) for name in each.names}
            goals = [(each.kind, target) for target in each.targets]
            brought |= {goal: max(each.since, brought.get(goal, ())) for goal in goals}
            kept = [("question", each.node["question"])] if each.within else []
            if each.verb == "retyped":
                kept = [(each.kind, name) for name in each.names]
            for kind, name in kept:
                living.setdefault((kind, name, each.since), each)
        return cls(said, brought, living)


def check_changes(outline: Outline) -> Iterator[Finding]:
    """Look at what each file says about earlier versions of itself."""
    for reading in outline.readings:
        yield from _Checker(outline, reading).check()


class _Checker:
    """Looks at the entries of one file, which may be thousands: what others say of a name is looked up by the name."""

    def __init__(self, outline: Outline, reading: Reading[QuestionnaireFile]) -> None:
        self.outline = outline
        self.reading = reading
        self.found: list[Finding] = []
        self.guesses: dict[int, Guesses] = {}
        self.listed: dict[tuple[int, str], str] = {}

    def check(self) -> list[Finding]:
        said = [each for node in maps(self.reading.root, "changes") if (each := self._said(node))]
        others = _Others.of(said)
        for each in said:
            self._against_file(each, others)
        self._together(said, others)
        return self.found

    # --- one entry

    def _said(self, node: Map) -> _Said | None:
        source = self.reading.source
        subjects = [key for key in _SUBJECTS if isinstance(node.get(key), str)]
        options = [key for key in ("option", "options") if key in node]
        column = isinstance(node.get("column"), str)
        if len(subjects) != 1 or len(options) > 1 or ((options or column) and subjects != ["question"]):
            self.found.append(source.finding(node.place, "change_subject", known=", ".join(_SUBJECTS)))
            return None
        kind = "option" if options else "column" if column else subjects[0]
        verbs = [key for key in _ALL_VERBS if key in node and node[key] != "no"]
        if len(verbs) != 1 or verbs[0] not in _VERBS[kind]:
            place = key_place(node, verbs[-1]) if verbs else node.place
            self.found.append(source.finding(place, "change_verb", subject=kind, known=listed(_VERBS[kind])))
            return None
        since = self._since(node)
        if since is None:
            return None
        written = node.get(verbs[0])
        targets = texts_in(written) if isinstance(written, list) else (written,) if isinstance(written, str) else ()
        if verbs[0] in ("retired", "retyped"):
            targets = ()
        elif not targets:  # what stands there cannot be read: its form says why
            return None
        return _Said(source, node, kind, self._names(node, subjects[0], options), verbs[0], since, targets)

    def _names(self, node: Map, subject: str, options: list[str]) -> tuple[str, ...]:
        name: str = f"{node[subject]} {node['column']}" if "column" in node else node[subject]
        if not options:
            return (name,)
        written = node[options[0]]
        codes = texts_in(written) if isinstance(written, list) else (str(written),)
        return tuple(f"{name} {code}" for code in codes)

    def _since(self, node: Map) -> tuple[int, ...] | None:
        """Read the version that an entry tells about; it has to be an earlier one."""
        since, now = _version(node.get("from")), _version(self.reading.root.get("version"))
        if since is None or now is None:
            return None
        if since >= now:
            version = self.reading.root["version"]
            self.found.append(
                self.reading.source.finding(
                    value_place(node, "from"), "change_version", since=node["from"], version=version
                )
            )
            return None
        return since

    # --- an entry and the file

    def _against_file(self, said: _Said, others: _Others) -> None:
        known = self._known(said)
        if known is None:
            return
        goals = said.names if said.verb == "retyped" else said.targets
        for goal in goals:
            now = self._called_now(goal, said.since) if said.kind == "question" else goal
            if now not in known and others.last_said.get(f"{said.within}{goal}", ()) <= said.since:
                key = "question" if said.verb == "retyped" else said.verb
                near, first = self._near(goal, known), self._first(said, known)
                self.found.append(said.finding(key, "change_unknown", near, id=shown(goal), known=first))
        self._still_there(said, known, others)

    def _near(self, goal: str, known: Collection[str]) -> str | None:
        return self.guesses.setdefault(id(known), Guesses(known)).nearest(goal)

    def _first(self, said: _Said, known: Collection[str]) -> str:
        """Name what is known, those of the part that an entry is about before all others."""
        part = said.names[0].partition(".")[0]
        if (id(known), part) not in self.listed:
            nearby = sorted(known, key=lambda each: each.partition(".")[0] != part)
            self.listed[id(known), part] = listed(nearby)
        return self.listed[id(known), part]

    def _still_there(self, said: _Said, known: Collection[str], others: _Others) -> None:
        """Find what is said to be gone and stands in the file all the same; a later change may have brought it back."""
        if said.verb == "retyped":
            return
        for name in said.names:
            bare = name.rpartition(" ")[2]
            brought = others.last_brought.get((said.kind, bare), ()) >= said.since
            if bare in known and bare not in said.targets and not brought:
                self.found.append(said.finding(said.subject_key, "change_still_there", id=bare, verb=said.verb))

    def _known(self, said: _Said) -> Collection[str] | None:
        """Give the names that stand in the file now; None where nobody can tell."""
        match said.kind:
            case "section":
                return self.outline.sections
            case "suggestion":
                return self._suggestions
            case "option" | "column":
                return self._within_question(said)
        return self.outline.questions if "." in said.names[0] else self._closings

    @cached_property
    def _suggestions(self) -> Collection[str] | None:
        keys = [rule.get("key") or rule.name for rule in self.outline.rules]
        return dict.fromkeys(keys) if all(isinstance(key, str) for key in keys) else None

    @cached_property
    def _closings(self) -> Mapping[str, OutlinedQuestion]:
        """Give the closing lines by their bare ids; of those that are called the same, the first."""
        found: dict[str, OutlinedQuestion] = {}
        for (_, name), question in self.outline.closings.items():
            found.setdefault(name, question)
        return found

    def _within_question(self, said: _Said) -> Collection[str] | None:
        """Give the options or columns of the question, or the options of its column."""
        question = self._question_now(said)
        if question is None or said.kind == "column":
            return question.columns if question else None
        if "column" not in said.node:
            return question.codes
        column = question.columns.get(self._column_now(said))
        return column.codes if column else None

    def _column_now(self, said: _Said) -> str:
        """Follow the column that an option is of through what was renamed in this version and after it."""
        question, column = said.node["question"], str(said.node["column"])
        for step, renamed in self._renamed:
            if step >= said.since:
                column = renamed.get(("column", f"{question} {column}"), column)
                question = _renamed_by(renamed, question)
        return column

    def _question_now(self, said: _Said) -> OutlinedQuestion | None:
        """Find the question whose options an entry is about, by the name that it has now."""
        name = self._called_now(said.node["question"], said.since, among=True)
        return (self.outline.questions if "." in name else self._closings).get(name)

    def _called_now(self, name: str, since: tuple[int, ...], *, among: bool = False) -> str:
        """Follow a question through what was renamed after a version, or `among` that version's own changes too."""
        for step, renamed in self._renamed:
            if step > since or (among and step == since):
                name = _renamed_by(renamed, name)
        return name

    @cached_property
    def _renamed(self) -> list[tuple[tuple[int, ...], dict[tuple[str, str], str]]]:
        """Give the new names of questions, columns and sections by what they were called, version by version."""
        found: dict[tuple[int, ...], dict[tuple[str, str], str]] = {}
        for node in maps(self.reading.root, "changes"):
            version, renamed = _version(node.get("from")), node.get("renamed")
            if version is not None and isinstance(renamed, str) and not {"option", "options"} & node.keys():
                step = found.setdefault(version, {})
                if "column" in node:
                    step.setdefault(("column", f"{node.get('question')} {node['column']}"), renamed)
                    continue
                for key in ("question", "section"):
                    if isinstance(node.get(key), str):
                        step.setdefault((key, node[key]), renamed)
        return sorted(found.items(), key=itemgetter(0))

    # --- entries and each other

    def _together(self, said: list[_Said], others: _Others) -> None:
        firsts: dict[tuple[str, str, tuple[int, ...], bool], _Said] = {}
        goals: dict[tuple[str, tuple[int, ...]], _Said] = {}
        ways: dict[tuple[str, tuple[int, ...]], tuple[str, _Said]] = {}
        for each in said:
            for name in each.names:
                first = firsts.setdefault((each.kind, name, each.since, each.verb == "retyped"), each)
                if first is not each:
                    self._pointing(each, first, each.subject_key, "change_twice", name)
                if each.verb == "renamed":
                    ways.setdefault((f"{each.kind} {name}", each.since), (f"{each.kind} {self._goal(each)}", each))
        circles = set(self._circles(ways))
        for each in said:
            if each.verb == "renamed" and not circles.intersection((each.kind, name) for name in each.names):
                self._onto(each, others, goals)

    def _goal(self, said: _Said) -> str:
        return f"{said.within}{said.targets[0]}"

    def _onto(self, said: _Said, others: _Others, goals: dict[tuple[str, tuple[int, ...]], _Said]) -> None:
        """Find a new name that something else bears: two renamed to one, or one that lived on in that version."""
        goal = self._goal(said)
        first = goals.setdefault((f"{said.kind} {goal}", said.since), said)
        other = first if first is not said else others.living.get((said.kind, goal, said.since))
        if other is not None:
            self._pointing(said, other, "renamed", "change_onto", goal)

    def _circles(self, ways: dict[tuple[str, tuple[int, ...]], tuple[str, _Said]]) -> Iterator[tuple[str, str]]:
        """Report renamings within one version that lead round, each circle once, and name those in it."""
        seen: set[tuple[str, tuple[int, ...]]] = set()
        for (start, since), (_, said) in ways.items():
            path, at = deque([start]), start
            while (at, since) in ways and (at, since) not in seen:
                seen.add((at, since))
                at = ways[at, since][0]
                path.append(at)
            if len(path) > 1 and at == start:
                names = [name.partition(" ")[2] for name in path]
                self.found.append(said.finding("renamed", "change_cycle", path=" → ".join(names)))
                yield from ((said.kind, name) for name in names)

    def _pointing(self, said: _Said, first: _Said, key: str, code: str, name: str) -> None:
        self.found.append(said.finding(key, code, id=name, first=place_line(first.node.place)))


def _renamed_by(renamed: Mapping[tuple[str, str], str], name: str) -> str:
    """Give what a question is called after what was renamed in one version."""
    part, dot, bare = name.partition(".")
    moved = renamed.get(("section", part), part)
    return renamed.get(("question", name)) or (f"{moved}.{bare}" if dot else name)


def _version(written: object) -> tuple[int, ...] | None:
    parts = written.split(".") if isinstance(written, str) else []
    good = 2 <= len(parts) <= _VERSION_PARTS and all(
        part.isascii() and part.isdigit() and len(part) < 10 for part in parts
    )
    return version_key(str(written)) if good else None
