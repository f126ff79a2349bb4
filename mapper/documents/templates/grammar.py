"""What a template may say: print a value, choose, repeat, take in a shared piece. Nothing is computed or called.

A whitelist of Jinja's own nodes, looked at before a template is compiled. So what a sandbox has to catch at run time
(calls, attributes of the machine, products, joined text, macros) cannot be written at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jinja2 import nodes

from mapper.documents.faults import NotOffered, TemplateDeep

PIECE = "_"
"""Names of shared pieces begin with this; a piece takes in no other, so that none can take in itself."""

DEEPEST: Final = 60
"""Things within each other, loops and brackets and all."""
DEEPEST_LOOPS: Final = 15
"""Loops within each other: Python itself takes twenty."""

_OFFERED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Filter, nodes.Const,
    nodes.If, nodes.CondExpr, nodes.For, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Include,
)  # fmt: skip


def check(template: nodes.Template, name: str, filters: frozenset[str]) -> None:
    """Look at every node of a template. Raises TemplateDeep, or NotOffered with the line of the first that is not."""
    if (line := too_deep(template)) is not None:
        raise TemplateDeep(template=name, line=line)
    for node in template.find_all(nodes.Node):
        for what in not_offered(node, name, filters):
            raise NotOffered(template=name, line=node.lineno or 1, what=what)


def too_deep(template: nodes.Template) -> int | None:
    """Give the line where more stands within each other than can be read; None where nothing does."""
    level: list[tuple[nodes.Node, int]] = [(template, 0)]
    for _ in range(DEEPEST):
        level = [
            (inner, loops + isinstance(inner, nodes.For)) for node, loops in level for inner in node.iter_child_nodes()
        ]
        if deep := next((node for node, loops in level if loops > DEEPEST_LOOPS), None):
            return deep.lineno
    return level[0][0].lineno if level else None


def not_offered(node: nodes.Node, name: str, filters: frozenset[str]) -> Iterator[str]:
    """Name what one node of a template asks for and is not offered."""
    match node:
        case nodes.Filter():
            plain = node.node is not None and not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)
            if node.name not in filters or not plain:
                yield f"|{node.name}"
        case nodes.Getattr() if node.attr.startswith("_"):
            yield f".{node.attr}"
        case nodes.Name() if node.name.startswith("_"):
            yield node.name
        case nodes.For() if node.recursive or node.test:
            yield "for"
        case nodes.Include() if taken_in(node, name) is None:
            yield "include"
        case _ if not isinstance(node, _OFFERED):
            yield type(node).__name__.lower()


def taken_in(node: nodes.Include, name: str) -> str | None:
    """Name the piece that a template takes in; None where it may not: only pieces are, and none takes in another."""
    named = node.template.value if isinstance(node.template, nodes.Const) else None
    piece = isinstance(named, str) and named.startswith(PIECE) and not node.ignore_missing
    return named if piece and not name.startswith(PIECE) else None
