"""Look at the Markdown of a template on every way through it: headings, links, tables, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from jinja2 import nodes
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mapper.documents.blocks import ADDRESSES
from mapper.documents.templates.checking.names import Tell
from mapper.documents.templates.checking.plain import TAGS, look_at_line, look_at_rows, put, without_tags
from mapper.documents.templates.grammar import taken_in
from mapper.language.catalogue import words
from mapper.language.text import SCREEN_LANGUAGES

_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s|$)")
_FENCE: Final = "```"
_ONLY_TAGS = re.compile(r"[ \t]*(?:\{%(?:(?!%\}).)*%\}|\{#(?:(?!#\}).)*#\})+[ \t]*")


# --- headings


@dataclass(frozen=True, slots=True)
class _State:
    """Where one way through a template has come to: the last heading's level, titles seen, and the kind of line."""

    level: int = 0
    titles: int = 0
    copied: bool = False
    new_line: bool = True


@dataclass(slots=True)
class Headings:
    """Follows the headings of a paper on all ways through its template at once."""

    trees: Mapping[str, nodes.Template]
    tell: Tell
    _gone: dict[tuple[int, frozenset[_State], str], frozenset[_State]] = field(default_factory=dict)
    """Where a node that ways went through before let them out: loops within loops are gone through again and again."""

    def look(self, template: str) -> None:
        """Tell of skipped levels, and of a paper that may have no title or two."""
        ends = self._all(self.trees[template].body, frozenset({_State()}), template)
        if any(state.titles == 0 for state in ends):
            self.tell(template, 1, "", "no_title", None)

    def _all(self, body: list[nodes.Node], states: frozenset[_State], template: str) -> frozenset[_State]:
        for node in body:
            way = (id(node), states, template)
            if way not in self._gone:
                self._gone[way] = self._one(node, states, template)
            states = self._gone[way]
        return states

    def _one(self, node: nodes.Node, states: frozenset[_State], template: str) -> frozenset[_State]:
        match node:
            case nodes.Output():
                for printed in node.nodes:
                    states = self._output(printed, states, template)
                return states
            case nodes.If():
                ways = [node.body, *(each.body for each in node.elif_), node.else_]
                return frozenset().union(*(self._all(way, states, template) for way in ways))
            case nodes.For():
                return self._loop(node, states, template)
            case nodes.Include() if (name := taken_in(node, template)) and name in self.trees:
                return self._all(self.trees[name].body, states, name)
        return states

    def _loop(self, node: nodes.For, states: frozenset[_State], template: str) -> frozenset[_State]:
        through: frozenset[_State] = frozenset()
        while (more := through | self._all(node.body, states | through, template)) != through:
            through = more
        return through | self._all(node.else_, states, template)

    def _output(self, node: nodes.Expr, states: frozenset[_State], template: str) -> frozenset[_State]:
        if not isinstance(node, nodes.TemplateData):
            return frozenset(_State(each.level, each.titles, each.copied, new_line=False) for each in states)
        for number, line in enumerate(node.data.split("\n")):
            states = frozenset(
                self._line(state, line, template, node.lineno + number, begins=number > 0) for state in states
            )
        return states

    def _line(self, state: _State, line: str, template: str, at: int, *, begins: bool) -> _State:
        fresh = begins or state.new_line
        stays = fresh and not line
        if not fresh or not line:
            return _State(state.level, state.titles, state.copied, stays)
        if line.startswith(_FENCE):
            return _State(state.level, state.titles, not state.copied, new_line=False)
        found = None if state.copied else _HEADING.match(line)
        if not found:
            return _State(state.level, state.titles, state.copied, new_line=False)
        return self._heading(state, len(found[1]), template, at)

    def _heading(self, state: _State, level: int, template: str, at: int) -> _State:
        if level > state.level + 1:
            self.tell(template, at, "#" * level, "skipped", None, level=level, before=state.level)
        if level == 1 and state.titles:
            self.tell(template, at, "#", "second_title", None)
        return _State(level, min(2, state.titles + (level == 1)), state.copied, new_line=False)


# --- links, tables, pictures


def look_at_text(text: str, template: str, tell: Tell) -> None:
    """Tell of what a reader could not use, or would read as it is written, all branches of the template at once."""
    lines = list(_without_tags(text))
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse("\n".join(line for _, line in lines))
    numbers = [number for number, _ in lines] or [1]
    told = _Text(template, tell, numbers, text.split("\n"))
    tables: set[int] = set()
    for place, token in enumerate(tokens):
        if token.type == "table_open" and token.map:
            tables |= set(range(*token.map))
            rows = ((number, told.lines[number - 1]) for number in numbers[slice(*token.map)])
            look_at_rows(rows, template, tell)
        if token.type == "th_open" and not tokens[place + 1].content.strip():
            told.slip(tokens[place + 1], "|", "no_column_name")
        if token.type == "inline":
            told.inline(token)
    copied = {at for token in tokens if token.type == "fence" and token.map for at in range(*token.map)}
    known = tables | copied
    for at, (number, line) in enumerate(lines):
        look_at_line(line, template, number, tell, copied=at in copied)
        if line.startswith("|") and at not in known and (at == 0 or not lines[at - 1][1].startswith("|")):
            tell(template, number, "|", "no_header", None)


def _without_tags(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines that become Markdown, with their numbers; what is printed is one character."""
    blanked = put(text, TAGS, lambda tag: tag if "\n" not in tag else "\n" * tag.count("\n"))
    for number, line in enumerate(blanked.split("\n"), 1):
        if not _ONLY_TAGS.fullmatch(line):
            yield number, without_tags(line)


@dataclass(frozen=True, slots=True)
class _Text:
    template: str
    tell: Tell
    numbers: list[int]
    lines: list[str]

    def slip(self, token: Token, word: str, code: str, **values: object) -> None:
        """Tell of something in a stretch of lines, at the first of them that has the word."""
        first, end = token.map or [0, 1]
        among = self.numbers[first:end] or self.numbers[-1:]
        line = next((number for number in among if word and word in self.lines[number - 1]), among[0])
        self.tell(self.template, line, word, code, None, **values)

    def inline(self, token: Token) -> None:
        """Look at the links and pictures of a stretch of text."""
        children = token.children or []
        for place, child in enumerate(children):
            if child.type == "image":
                source = str(child.attrGet("src") or "")
                self.slip(token, source, "picture" if child.content.strip() else "picture_no_words", link=source)
            if child.type == "link_open":
                self._link(token, str(child.attrGet("href") or ""), _words(children[place + 1 :]))

    def _link(self, token: Token, address: str, said: str) -> None:
        if not said.strip():
            self.slip(token, address, "link_no_words", link=address)
        elif " ".join(said.casefold().strip(" .!:").split()) in _vague():
            self.slip(token, address, "link_vague", said=said)
        if not address.startswith(ADDRESSES):
            self.slip(token, address, "link_address", link=address)


def _words(tokens: list[Token]) -> str:
    said = ""
    for token in tokens:
        if token.type == "link_close":
            break
        said += token.content
    return said


def _vague() -> set[str]:
    listed = "; ".join(words("templates.vague", language) for language in SCREEN_LANGUAGES)
    return {each.strip() for each in listed.split(";")}
