"""Read on where a template cannot be parsed: what stopped the reading is left out or closed, and the rest looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from jinja2 import TemplateSyntaxError, nodes

_MOST = 20
"""So many slips in one template are told; who made more begins with these."""
_BLOCKS = ("if", "for")
KNOWN: Final = (*_BLOCKS, "else", "elif", "include")
_TAG = re.compile(r"\{%[-+]?\s*(\w+)(?:(?!\{%|%\}).)*%\}|\{\{(?:(?!\{\{|\}\}).)*\}\}")
_OPENED = re.compile(r"(?:\{\{|\{%|\{#).*")
_CLOSED = re.compile(r"\}\}|%\}|#\}")
_UNKNOWN = re.compile(r"Encountered unknown tag '(\w+)'")
_LEFT_OPEN = re.compile(r"innermost block that needs to be closed is '(\w+)'")
_SIGN = re.compile(r"unexpected char '(.)'")
_WORD = re.compile(r"\{%[-+]?\s*(\w+)")
_TARGET = re.compile(r"\bfor\s+(\w+)")

Parse = Callable[[str], nodes.Template]


@dataclass(frozen=True, slots=True)
class Slip:
    """What stopped the reading: its line, the code of what is wrong, and the word or sign that it is about."""

    line: int
    code: str = "syntax"
    word: str = ""


@dataclass(slots=True)
class Mended:
    """A template as far as it can be read: its slips, and the names that only what was left out makes."""

    text: str
    tree: nodes.Template | None = None
    slips: list[Slip] = field(default_factory=list)
    made: set[str] = field(default_factory=set)


def mend(text: str, parse: Parse) -> Mended:
    """Parse a template, leaving out what cannot be parsed; without a tree where nothing helps.

    Raises RecursionError for one that is nested without end, and ValueError for a number of too many digits.
    """
    mending = _Mending(text.split("\n"))
    for _ in range(_MOST):
        try:
            tree = parse("\n".join(mending.lines))
        except TemplateSyntaxError as error:
            if mending.go_on(error):
                continue
            break
        return Mended(text, tree, mending.slips, mending.made)
    return Mended(text, None, mending.slips)


class _Mending:
    """The lines of a template while they are mended. Every step makes the text another, or ends it."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.slips: list[Slip] = []
        self.made: set[str] = set()
        self._owed: Counter[str] = Counter()
        """Ends that stand in the text without the beginning, which was left out; below nothing: the other way round."""

    def go_on(self, error: TemplateSyntaxError) -> bool:
        """Mend what one mistake says, and note its line unless it follows from what was left out."""
        said = error.message or ""
        line = self._begun(min(max(error.lineno, 1), len(self.lines)))
        unknown, open_block = _UNKNOWN.search(said), _LEFT_OPEN.search(said)
        follows = self._follows(unknown[1] if unknown else "", open_block[1] if open_block else "")
        if not follows:
            self._tell(said, line, unknown[1] if unknown else "", open_block[1] if open_block else "")
        if open_block and unknown is None:
            self.lines[-1] += f"{{% end{open_block[1]} %}}"
            return True
        if open_block and unknown and not follows and unknown[1].removeprefix("end") in _BLOCKS:
            self.lines[line - 1] = f"{{% end{open_block[1]} %}}" + self.lines[line - 1]
            return True
        return self._leave_out(line)

    def _tell(self, said: str, line: int, unknown: str, left_open: str) -> None:
        sign = _SIGN.search(said)
        slip = Slip(line)
        if sign:
            slip = Slip(line, "sign", sign[1])
        elif unknown and unknown.removeprefix("end") not in KNOWN:
            slip = Slip(line, "not_offered", unknown)
        elif left_open and not unknown:
            slip = Slip(self._opened(left_open) or line, "left_open", left_open)
        if slip.line not in {each.line for each in self.slips}:
            self.slips.append(slip)

    def _opened(self, kind: str) -> int:
        """Give the line where the block begins that has no end; 0 where it cannot be found."""
        waiting: list[tuple[int, str]] = []
        for number, written in enumerate(self.lines, 1):
            for word in _WORD.findall(written):
                if word in _BLOCKS:
                    waiting.append((number, word))
                elif word.removeprefix("end") in _BLOCKS and waiting:
                    waiting.pop()
        return next((number for number, word in reversed(waiting) if word == kind), 0)

    def _begun(self, line: int) -> int:
        """Give the line where something was opened that is still open at a line; else that line."""
        before = "\n".join(self.lines[: line - 1])
        at = max(map(before.rfind, ("{{", "{%", "{#")))
        return line if at < 0 or _CLOSED.search(before, at) else before.count("\n", 0, at) + 1

    def _follows(self, unknown: str, left_open: str) -> bool:
        """Tell whether a mistake is there only because something was left out."""
        if not unknown:
            return bool(left_open) and self._take(left_open, -1)
        if unknown in ("else", "elif"):
            return any(number > 0 for number in self._owed.values())
        kind = unknown.removeprefix("end")
        return kind != unknown and (self._take(kind, 1) or self._take("", 1))

    def _take(self, kind: str, sign: int) -> bool:
        if self._owed[kind] * sign <= 0:
            return False
        self._owed[kind] -= sign
        return True

    def _leave_out(self, line: int) -> bool:
        """Leave out the tags of a line, or what was opened in it and not closed."""
        written = self.lines[line - 1]
        pattern, at = (_TAG, 0) if _TAG.search(written) else (_OPENED, _last_closed(written))
        self._note(found[0] for found in pattern.finditer(written, at))
        self.lines[line - 1] = written[:at] + pattern.sub("", written[at:])
        return self.lines[line - 1] != written

    def _note(self, left_out: Iterable[str]) -> None:
        for tag in left_out:
            self.made |= {*_TARGET.findall(tag), "loop"}
            named = re.match(r"\{%[-+]?\s*(\w+)", tag)
            word = named[1] if named else ""
            kind = word.removeprefix("end")
            if kind in _BLOCKS:
                self._owed[kind] += -1 if word != kind else 1
            elif word and word not in ("else", "elif", "include"):
                self._owed[""] += 1


def _last_closed(written: str) -> int:
    """Give the end of what is closed last in a line; 0 where nothing is."""
    return max((closed.end() for closed in _CLOSED.finditer(written)), default=0)
