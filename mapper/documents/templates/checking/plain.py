"""Look for plain text in a template that was meant as more: the paper would print it as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from mapper.documents.templates.checking.names import Tell

PRINTED: Final = "\ue000"
"""Stands for whatever is printed in the place of a name."""
TAGS: Final[Mapping[str, str]] = {"{#": "#}", "{%": "%}"}
_PRINT: Final[Mapping[str, str]] = {"{{": "}}"}
_NO_HEADING = re.compile(r" {0,3}(?:#{2,6}(?=[^#\s])|#(?=[^\W\d_]))")
_ONE_BRACE = re.compile(r"(?<!\{)\{[ \t]*([^\W\d][\w.]*)[ \t]*(?:\|[ \t]*\w+[ \t]*)?\}(?!\})")
_HTML = re.compile(
    r"</?(?:a|b|br|center|div|em|font|h[1-6]|hr|i|img|li|ol|p|s|span|strong|table|td|th|tr|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"\{%[-+]?\s*(\w+)[^%]*%\}")
_BAR = re.compile(r"(?<!\\)\|")


def without_tags(line: str) -> str:
    """Give a line as it becomes Markdown, with every branch of it; what is printed is one character."""
    return put(put(line, _PRINT, lambda _: PRINTED), TAGS, lambda _: "")


def put(text: str, kinds: Mapping[str, str], instead: Callable[[str], str]) -> str:
    """Put something instead of what stands between marks; a mark that is never closed is looked for once."""
    left, pieces, done = dict(kinds), list[str](), 0
    while left and (found := re.compile("|".join(map(re.escape, left))).search(text, done)):
        end = text.find(left[found[0]], found.end())
        if end < 0:
            del left[found[0]]
            continue
        pieces += [text[done : found.start()], instead(text[found.start() : end + 2])]
        done = end + 2
    return "".join([*pieces, text[done:]])


def look_at_line(line: str, template: str, number: int, tell: Tell, *, copied: bool) -> None:
    """Tell of a heading, and of the first name and tag, that only look like it; in a text to copy of a name alone."""
    if found := _ONE_BRACE.search(line):
        tell(template, number, found[0], "one_brace", None, name=found[1])
    if copied:
        return
    if _NO_HEADING.match(line):
        tell(template, number, "", "heading_space", None)
    if found := _HTML.search(line):
        tell(template, number, found[0], "html", None, written=found[0])


def look_at_rows(lines: Iterable[tuple[int, str]], template: str, tell: Tell) -> None:
    """Tell of rows with more cells than the first line of their table: what is over is on no paper."""
    columns = 0
    for number, written in lines:
        cells = _cells(written)
        columns = columns or cells
        if cells > columns:
            tell(template, number, "|", "row_long", None, cells=cells, columns=columns)


def _cells(written: str) -> int:
    row = put(_one_way(written), _PRINT, lambda _: PRINTED).lstrip("> \t").strip().removeprefix("|").removesuffix("|")
    return len(_BAR.findall(row)) + 1


def _one_way(written: str) -> str:
    """Give a line without its tags, and of each choice in it what comes first."""
    kept, other, done = list[str](), False, 0
    for tag in _TAG.finditer(written):
        kept += [] if other else [written[done : tag.start()]]
        other = tag[1] in ("else", "elif") or (other and tag[1] != "endif")
        done = tag.end()
    return "".join([*kept, *([] if other else [written[done:]])])
