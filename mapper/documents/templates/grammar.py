"""What a template may say: print a value, choose, repeat, take in a shared piece. Nothing is computed or called.

A whitelist of Jinja's own nodes, looked at before a template is compiled. So what a sandbox has to catch at run time
(calls, attributes of the machine, products, joined text, macros) cannot be written at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

from mapper.documents.faults import NotOffered

PIECE = "_"
"""Names of shared pieces begin with this; a piece takes in no other, so that none can take in itself."""

_OFFERED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Filter, nodes.Const,
    nodes.If, nodes.CondExpr, nodes.For, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Include,
)  # fmt: skip


def check(template: nodes.Template, name: str, filters: frozenset[str]) -> None:
    """Look at every node of a template. Raises NotOffered with the line of the first that is not offered."""
    for node in template.find_all(nodes.Node):
        for what in not_offered(node, name, filters):
            raise NotOffered(template=name, line=node.lineno or 1, what=what)


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
        case nodes.Include() if not _is_piece(node) or name.startswith(PIECE):
            yield "include"
        case _ if not isinstance(node, _OFFERED):
            yield type(node).__name__.lower()


def _is_piece(node: nodes.Include) -> bool:
    named = node.template.value if isinstance(node.template, nodes.Const) else None
    return isinstance(named, str) and named.startswith(PIECE) and not node.ignore_missing
