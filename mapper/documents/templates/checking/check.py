"""Check templates: first what can be read off them, then, if nothing is wrong, on made-up pages in the locked child."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Final, get_type_hints

from jinja2 import Environment, nodes

from mapper.documents.faults import LockMissing
from mapper.documents.render import PAGES
from mapper.documents.templates.checking.mending import KNOWN, Mended, Slip, mend
from mapper.documents.templates.checking.names import Names
from mapper.documents.templates.checking.sample import DAY, sample
from mapper.documents.templates.checking.shape import Headings, look_at_text
from mapper.documents.templates.filling import environment_of_texts, prepared
from mapper.documents.templates.grammar import PIECE, not_offered, too_deep
from mapper.documents.templates.locked.work import Work
from mapper.documents.templates.office import FOLDER, LISTS
from mapper.documents.templates.shelf import ENDING, MOST, NAME, folder, read
from mapper.fault import Fault
from mapper.language.catalogue import words
from mapper.language.clean import UNWANTED
from mapper.language.text import SCREEN_LANGUAGES
from mapper.questionnaire.findings import Finding, in_order, nearest
from mapper.questionnaire.source import Source

_MUST: Final[Mapping[str, tuple[str, ...]]] = {"summary": ("practice", "who_can_read", "kept"), "plan": ("practice",)}
"""Names that a paper may not leave out: that it is practice, who reads it, and how long it is kept."""
_DRAFTS: Final = ("summary", "plan")
"""Papers that say that the plan is a draft."""
_PAGES_TRIED: Final = 2
"""So many pages one template is tried with: a full one and an empty one."""
_IN_ONE_CHILD: Final = 20
"""So many templates are tried in one child, which has seconds for all of them."""
_SLIPS_IN_PRINTING: Final = ("may_be_missing", "no_text", "misplaced")
_SLIPS_OF_THE_WHOLE: Final = ("may_be_missing", "misplaced", "skipped", "second_title", "no_title", "left_out")
"""What can only be said of a template that could be parsed from its beginning to its end."""
_ALONE = re.compile(r"[>\s]*(?:\{%.*?%\}|\{#.*?#\})*\{\{[^{}]*\}\}(?:\{%.*?%\}|\{#.*?#\})*\s*")


def check_templates(paths: Sequence[Path], office: Path | None = None) -> tuple[Finding, ...]:
    """Check templates, or all in folders, with pieces from beside them, from an office's folder, or shipped."""
    files = [*dict.fromkeys(file for path in paths for file in _files(path))]
    checks = [_Check(file, _texts(file, office)) for file in files]
    for each in checks:
        each.run()
    waiting = [each for each in checks if each.works]
    batches = [waiting[start : start + _IN_ONE_CHILD] for start in range(0, len(waiting), _IN_ONE_CHILD)]
    with ThreadPoolExecutor(os.cpu_count()) as side_by_side:  # each waits for its locked children
        list(side_by_side.map(_try_out, batches))
    return in_order([*(found for each in checks for found in each.findings), *_unread_lists(files)])


def _try_out(batch: Sequence[_Check]) -> None:
    if not _all_go_well([work for each in batch for work in each.works]):
        for each in batch:
            each.try_out()


def _all_go_well(works: Sequence[Work]) -> bool:
    """Fill in everything in one child: one for each takes long, and tells no more where all is well."""
    from mapper.documents.templates.locked.parent import run

    if len(works) <= _PAGES_TRIED:
        return False
    first, *others = works
    with suppress(Fault):
        run(first.template, lambda: replace(first, also=tuple(others)))
        return True
    return False


def office_templates(office: Path) -> tuple[Path, ...]:
    """Give the templates in an office's folder."""
    return tuple(sorted((office / FOLDER).glob(f"*{ENDING}")))


def _files(path: Path) -> list[Path]:
    return sorted(path.glob(f"*{ENDING}")) if path.is_dir() else [path]


def _unread_lists(files: Sequence[Path]) -> Iterator[Finding]:
    """Tell of lists beside an office's templates that only count where they are shipped."""
    for shelf in dict.fromkeys(file.parent for file in files if file.parent.resolve() != folder().resolve()):
        for name in LISTS.values():
            if (shelf / name).is_file():
                yield Source(str(shelf / name), "").finding(0, "templates.list_unread", None, file=name)


def _texts(file: Path, office: Path | None) -> dict[str, Path]:
    """Name the pieces that a template can take in, and the template itself."""
    shelves = (folder(), *((office / FOLDER,) if office else ()), file.parent)
    found = {piece.name: piece for shelf in shelves for piece in sorted(shelf.glob(f"{PIECE}*{ENDING}"))}
    return {**found, file.name: file}


@dataclass(slots=True)
class _Check:
    """One template under check, with the pieces it can take in."""

    file: Path
    paths: Mapping[str, Path]
    sources: dict[str, Source] = field(default_factory=dict)
    trees: dict[str, nodes.Template] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)
    made: set[str] | None = None
    """Names that only what was left out makes; None where all of the template could be parsed."""

    def run(self) -> None:
        """Find what can be read off it; if nothing is wrong, `works` are what is left to try."""
        for name in self.paths:
            self._read(name)
        if self.file.name in self.sources:
            self._look(self.file.name)

    # --- reading

    def _read(self, name: str) -> None:
        """Read a template; what is wrong with a piece is told where the piece itself is checked."""
        told = len(self.findings)
        text = self._text(self.paths[name])
        if text is not None:
            self.sources[name] = Source(str(self.paths[name]), text)
            self._parse(name, text)
        if name != self.file.name:
            del self.findings[told:]

    def _text(self, path: Path) -> str | None:
        source = Source(str(path), "")
        try:
            content = _bytes(path)
        except OSError:
            self.findings.append(source.finding(0, "no_file"))
            return None
        if len(content) > MOST:
            self.findings.append(source.finding(0, "templates.too_big", limit=f"{MOST // 1000} kB"))
            return None
        try:
            text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            readable = Source(str(path), content.decode("cp1252", errors="replace"))
            at = len(content[: error.start].decode("cp1252", errors="replace"))
            self.findings.append(readable.finding(readable.place_of(at), "not_utf_8"))
            return None
        whole = Source(str(path), text)
        odd = [(found.start(), f"U+{ord(found[0]):04X}") for found in UNWANTED.finditer(text)][:20]
        self.findings += [whole.finding(whole.place_of(at), "unseen_character", character=char) for at, char in odd]
        return None if odd else text

    def _parse(self, name: str, text: str) -> None:
        try:
            mended = _mended(text, name)
        except RecursionError:
            self.tell(name, 1, "", "too_deep", None)
            return
        except ValueError:  # Jinja makes numbers of digits, and Python refuses thousands of them
            mended = Mended(text, slips=[Slip(1)])
        for slip in mended.slips:
            near = nearest(slip.word, KNOWN) if slip.code == "not_offered" else None
            self.tell(name, slip.line, slip.word, slip.code, near, what=slip.word)
        if mended.tree is None or (mended.slips and name != self.file.name):
            return
        if (deep := too_deep(mended.tree)) is not None:
            self.tell(name, deep, "", "too_deep", None)
            return
        tree = self.trees[name] = mended.tree
        if name != self.file.name:
            return
        if mended.slips:
            self.made = mended.made
        filters = _environment().filters
        for node in tree.find_all(nodes.Node):
            for what in not_offered(node, name, frozenset(filters)):
                near = nearest(what[1:], filters) if what.startswith("|") else None
                code = "unknown_filter" if what.startswith("|") and what[1:] not in filters else "not_offered"
                self.tell(name, node.lineno or 1, what.lstrip("|."), code, near, what=what)

    # --- looking

    def _look(self, name: str) -> None:
        text = self.sources[name].text
        look_at_text(text, name, self.tell)
        document, language = self._named(name)
        if name.startswith(PIECE) or not document or name not in self.trees:
            return
        page = get_type_hints(PAGES[document])["return"]
        found = Names(self.trees, self.tell)
        found.look(name, page)
        Headings(self.trees, self.tell).look(name)
        self._must(name, document, language, found.used)
        if not self.findings and not self._shipped():
            texts = {each: source.text for each, source in self.sources.items()}
            self.works = [Work(name, language, DAY, sample(page, full=full), texts) for full in (True, False)]

    def _named(self, name: str) -> tuple[str, str]:
        """Read document and language off a file's name; blank where it is not the name of a template."""
        document, language = name.removesuffix(ENDING).rpartition(".")[::2]
        if not NAME.fullmatch(name) or language not in SCREEN_LANGUAGES:
            self.tell(name, 1, "", "file_name", None, file=name)
            return "", ""
        if document not in PAGES and not name.startswith(PIECE):
            known = ", ".join(PAGES)
            self.tell(name, 1, "", "unknown_paper", nearest(document, PAGES), document=document, known=known)
            return "", ""
        return document, language

    def _must(self, name: str, document: str, language: str, used: set[str]) -> None:
        for each in _MUST.get(document, ()):
            if each not in used:
                self.tell(name, 1, "", "left_out", None, name=each)
        draft = words("templates.draft", language)
        if document in _DRAFTS and draft not in self.sources[name].text.casefold():
            self.tell(name, 1, "", "no_draft", None, draft=draft)

    def _shipped(self) -> bool:
        """Tell whether all of it says what is shipped, and so was tried already."""
        shipped = ((folder() / name, source) for name, source in self.sources.items())
        return all(path.is_file() and read(path) == source.text for path, source in shipped)

    def try_out(self) -> None:
        """Fill the template in with made-up pages, in the locked child."""
        from mapper.documents.templates.locked.parent import run

        name = self.file.name
        for work in self.works:
            try:
                run(name, partial(replace, work))
            except LockMissing as missing:
                self.tell(name, 1, "", "untried", None, reason=missing.facts["reason"])
                return
            except Fault as fault:
                at = str(fault.facts.get("template", name))
                line = int(fault.facts.get("line", 1))
                code = f"documents.{fault.code.removeprefix('documents_')}"
                source = self.sources.get(at, self.sources[name])
                self.findings.append(source.finding(line - 1 << 20, code, None, **fault.facts))
                return

    def tell(self, template: str, line: int, word: str, code: str, near: str | None = None, **values: object) -> None:
        """Note a slip at the first place of a word in its line."""
        if self.made is not None and (code in _SLIPS_OF_THE_WHOLE or (code == "unknown_name" and word in self.made)):
            return
        source = self.sources[template]
        written = source.line(line - 1)
        if code == "misplaced" and _ALONE.fullmatch(written):
            return
        column = _column(written, word, printed=code in _SLIPS_IN_PRINTING)
        self.findings.append(source.finding(line - 1 << 20 | column, f"templates.{code}", near, **values))


@cache
def _environment() -> Environment:
    return environment_of_texts({})


@lru_cache(maxsize=64)
def _mended(text: str, name: str) -> Mended:
    """Parse a template once, however many others take it in. Raises RecursionError."""
    return mend(text, lambda mended: _environment().parse(prepared(mended), name))


@lru_cache(maxsize=256)
def _column(line: str, word: str, *, printed: bool) -> int:
    """Find a word in a line, within `{{ }}` where it is printed; else where the line begins."""
    whole = (r"(?<!\w)" if word[:1].isalnum() else "") + re.escape(word) + (r"(?!\w)" if word[-1:].isalnum() else "")
    found = re.search(rf"\{{\{{[^{{}}]*?({whole})", line) if word and printed else None
    found = found or (re.search(f"({whole})", line) if word else None)
    return found.start(1) if found else len(line) - len(line.lstrip())


def _bytes(path: Path) -> bytes:
    if not path.is_file():  # a pipe would never end
        raise FileNotFoundError
    with path.open("rb") as file:
        return file.read(MOST + 1)
