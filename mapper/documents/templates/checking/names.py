"""Follow every name of a template through loops, conditions and pieces, also where no example leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import NoneType
from typing import Final, TypeAlias, Union

from jinja2 import nodes

from mapper.documents.templates.checking.kinds import (
    Hint,
    Loop,
    element,
    may_be_missing,
    names,
    parts,
    printable,
    whole_blocks,
)
from mapper.documents.templates.grammar import taken_in
from mapper.questionnaire.findings import nearest

Tell: TypeAlias = Callable[..., None]
"""Notes a slip: template, line, word to point at, code, suggestion, and the values of its text."""
_MOST_NEAR: Final = 3
_NEEDS: Final[Mapping[str, tuple[Hint, ...]]] = {
    "weekday": (date,), "month": (date,), "short_day": (date,), "full_day": (date,), "money": (Decimal,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scope:
    """What names stand for at one place, and which of them are surely there: tested, as `next_meeting.day`."""

    template: str
    names: Mapping[str, Hint]
    sure: frozenset[str] = frozenset()


@dataclass(slots=True)
class Names:
    """Looks at one template with its pieces. `used` gathers the names of the page that it takes up."""

    trees: Mapping[str, nodes.Template]
    tell: Tell
    used: set[str] = field(default_factory=set)
    _taken_in: dict[str, list[tuple[Mapping[str, Hint | None], frozenset[str]]]] = field(default_factory=dict)
    _paper: str = ""

    def look(self, template: str, page: Hint) -> None:
        """Look at a template that is told a page."""
        self._paper = template.partition(".")[0]
        self._all(self.trees[template].body, Scope(template, names(page)))

    # --- statements

    def _all(self, body: list[nodes.Node], scope: Scope) -> None:
        for node in body:
            self._one(node, scope)

    def _one(self, node: nodes.Node, scope: Scope) -> None:
        match node:
            case nodes.Output():
                for printed in node.nodes:
                    self._print(printed, scope)
            case nodes.If():
                self._if(node, scope)
            case nodes.For():
                self._for(node, scope)
            case nodes.Include():
                self._include(node, scope)

    def _print(self, node: nodes.Expr, scope: Scope) -> None:
        if isinstance(node, nodes.TemplateData):
            return
        if isinstance(node, nodes.CondExpr):
            self._choice(node, scope, self._print)
            return
        hint = self._kind(node, scope)
        word = _word(node)
        if hint is None:
            return
        if may_be_missing(hint):
            self.tell(scope.template, node.lineno, word, "may_be_missing", None, name=path(node) or word)
        elif not printable(hint):
            self.tell(scope.template, node.lineno, word, "no_text", None, name=path(node) or word)
        elif whole_blocks(hint):
            self.tell(scope.template, node.lineno, word, "misplaced", None, name=path(node) or word)

    def _if(self, node: nodes.If, scope: Scope) -> None:
        otherwise = scope
        for branch in (node, *node.elif_):
            self._kind(branch.test, otherwise)
            self._all(branch.body, _surer(otherwise, surely(branch.test, holds=True)))
            otherwise = _surer(otherwise, surely(branch.test, holds=False))
        self._all(node.else_, otherwise)

    def _for(self, node: nodes.For, scope: Scope) -> None:
        hint = self._kind(node.iter, scope)
        if isinstance(node.target, nodes.Name):
            inner = element(hint) if hint is not None else None
            if hint is not None and inner is None:
                word = _word(node.iter)
                self.tell(scope.template, node.lineno, word, "no_list", None, name=path(node.iter) or word)
            self._all(node.body, _within(scope, node.target.name, inner))
        self._all(node.else_, scope)

    def _include(self, node: nodes.Include, scope: Scope) -> None:
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if isinstance(name, str) and name in self.trees:
            if taken_in(node, scope.template) and not self._known(name, scope):
                self._all(self.trees[name].body, replace(scope, template=name))
        elif isinstance(name, str):
            near = nearest(name, [each for each in self.trees if each.startswith("_")])
            self.tell(scope.template, node.lineno, name, "piece_missing", near, name=name)

    def _known(self, piece: str, scope: Scope) -> bool:
        """Tell whether a piece was looked at where names stood for the same, and keep that it was."""
        told = self._taken_in.setdefault(piece, [])
        if (here := (scope.names, scope.sure)) in told:
            return True
        told.append(here)
        return False

    # --- expressions

    def _kind(self, node: nodes.Node, scope: Scope) -> Hint | None:  # noqa: PLR0911 - one for each kind of node
        """Tell what a value is; None where that is not known, which has been told then."""
        match node:
            case nodes.Name():
                return self._name(node, scope)
            case nodes.Getattr():
                return self._attribute(node, scope)
            case nodes.Filter():
                return self._filter(node, scope)
            case nodes.Const():
                return type(node.value)
            case nodes.And() | nodes.Or():
                self._kind(node.left, scope)
                self._kind(node.right, _surer(scope, surely(node.left, holds=isinstance(node, nodes.And))))
                return bool
            case nodes.CondExpr():
                self._choice(node, scope, self._kind)
                return None
        for inner in node.iter_child_nodes():
            self._kind(inner, scope)
        return bool if isinstance(node, nodes.Not | nodes.Compare) else None

    def _choice(self, node: nodes.CondExpr, scope: Scope, look: Callable[[nodes.Expr, Scope], object]) -> None:
        self._kind(node.test, scope)
        look(node.expr1, _surer(scope, surely(node.test, holds=True)))
        if node.expr2 is not None:
            look(node.expr2, _surer(scope, surely(node.test, holds=False)))

    def _name(self, node: nodes.Name, scope: Scope) -> Hint | None:
        if node.name not in scope.names:
            near = _near(node.name, scope.names)
            self.tell(scope.template, node.lineno, node.name, "unknown_name", near, name=node.name, paper=self._paper)
            return None
        self.used.add(node.name)
        return _there(scope.names[node.name], node.name in scope.sure)

    def _attribute(self, node: nodes.Getattr, scope: Scope) -> Hint | None:
        owner = self._kind(node.node, scope)
        if owner is None:
            return None
        if may_be_missing(owner):
            whole = path(node.node)
            self.tell(scope.template, node.lineno, node.attr, "may_be_missing", None, name=whole)
        has = names(owner)
        if node.attr not in has:
            told = {"name": node.attr, "owner": path(node.node), "paper": self._paper}
            self.tell(scope.template, node.lineno, node.attr, "unknown_part", _near(node.attr, has), **told)
            return None
        return _there(has[node.attr], path(node) in scope.sure)

    def _filter(self, node: nodes.Filter, scope: Scope) -> Hint | None:
        hint = self._kind(node.node, scope) if node.node is not None else None
        wanted = _NEEDS.get(node.name)
        if hint is not None and wanted and not set(parts(hint)) <= set(wanted):
            code = "may_be_missing" if may_be_missing(hint) else "wrong_filter"
            self.tell(scope.template, node.lineno, node.name, code, None, name=path(node.node), filter=node.name)
        return str if wanted else int


def _near(written: str, known: Iterable[str]) -> str | None:
    """Give the names that a slip may have stood for, the nearest first, three at most."""
    return _nearest(written, tuple(known))


@lru_cache(maxsize=256)
def _nearest(written: str, known: tuple[str, ...]) -> str | None:
    """Look once for what is written many times: one slip may be in every line of a loop."""
    left, found = list(known), list[str]()
    while len(found) < _MOST_NEAR and (one := nearest(written, left)):
        found.append(one)
        left.remove(one)
    return ", ".join(found) or None


def path(node: nodes.Node | None) -> str:
    """Write a name as it stands in the template: `step.due`; empty for anything else."""
    match node:
        case nodes.Name():
            return str(node.name)
        case nodes.Getattr():
            owner = path(node.node)
            return f"{owner}.{node.attr}" if owner else ""
    return ""


def surely(test: nodes.Node, *, holds: bool) -> frozenset[str]:
    """Name what is surely there where a test holds, or does not."""
    match test:
        case nodes.Not():
            return surely(test.node, holds=not holds)
        case nodes.And() if holds:
            return surely(test.left, holds=True) | surely(test.right, holds=True)
        case nodes.Or() if not holds:
            return surely(test.left, holds=False) | surely(test.right, holds=False)
        case nodes.Name() | nodes.Getattr() if holds:
            return frozenset(_steps(path(test)))
    return frozenset()


def _steps(whole: str) -> Iterator[str]:
    pieces = whole.split(".")
    yield from (".".join(pieces[: end + 1]) for end in range(len(pieces)))


def _surer(scope: Scope, sure: frozenset[str]) -> Scope:
    return replace(scope, sure=scope.sure | sure)


def _within(scope: Scope, name: str, inner: Hint | None) -> Scope:
    """Give the scope inside a loop; what is unknown about its thing was told, and is not told again."""
    sure = frozenset(each for each in scope.sure if each.partition(".")[0] not in {name, "loop"})
    return Scope(scope.template, {**scope.names, name: inner, "loop": Loop}, sure)


def _there(hint: Hint | None, sure: bool) -> Hint | None:
    """Take away that there may be nothing, where a test has seen to that."""
    left = tuple(part for part in parts(hint) if part is not NoneType)
    return Union[left] if sure and left else hint  # noqa: UP007 - made of a tuple


def _word(node: nodes.Node) -> str:
    return path(node).rpartition(".")[2] or (node.name if isinstance(node, nodes.Filter) else "")
