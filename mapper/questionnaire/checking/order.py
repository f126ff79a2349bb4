"""Conditions look back: no forward reference, no circle."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from mapper.questionnaire.checking.fitting import resolve
from mapper.questionnaire.checking.outline import Outline, OutlinedQuestion, OutlinedSection, Owner
from mapper.questionnaire.condition import references
from mapper.questionnaire.findings import Finding
from mapper.questionnaire.source import place_line
from mapper.questionnaire.when import Placed

_MAX_STEPS = 500_000


@dataclass(frozen=True, slots=True)
class _Ahead:
    """A test that looks at a question which comes no earlier than what it decides about."""

    owner: Owner
    placed: Placed
    target: OutlinedQuestion


def check_order(outline: Outline) -> Iterator[Finding]:
    """Report each circle once, and each look ahead that is not part of one."""
    for pack in outline.packs:
        for placed in pack.placed:
            target = resolve(outline, pack, placed.test.question)
            if target is not None and target.source is pack.source:
                yield pack.source.finding(placed.place, "offer_own", question=target.name)
    ahead = [each for owner in outline.owners() for each in _ahead(outline, owner)]
    if not ahead:
        return
    ways = _Ways(_graph(outline))
    reported: set[frozenset[str]] = set()
    for each in ahead:
        start, end = each.target.name, _key(each.owner)
        circle = ways.shortest(start, end)
        if circle is None:
            if ways.left or not any(start in known and end in known for known in reported):
                yield _forward(each)
        elif frozenset(circle) not in reported:
            reported.add(frozenset(circle))
            yield _circle(each, circle, outline)


def _ahead(outline: Outline, owner: Owner) -> Iterator[_Ahead]:
    limit = _limit(outline, owner) if owner.placed else None
    if limit is None:
        return
    seen: set[str] = set()
    for placed in owner.placed:
        target = resolve(outline, owner, placed.test.question)
        if target is None or target.name in seen:
            continue
        if target.order >= (owner.order if isinstance(owner, OutlinedQuestion) and not target.section else limit):
            seen.add(target.name)
            yield _Ahead(owner, placed, target)


def _limit(outline: Outline, owner: Owner) -> int | None:
    """Give the order that a question must be below to be asked before this part; None where order does not matter."""
    if isinstance(owner, OutlinedSection):
        return owner.first
    if not isinstance(owner, OutlinedQuestion):
        return None
    if owner.section:
        return owner.order
    orders = [question.order for question in outline.questions.values() if question.node is owner.node]
    return min(orders, default=len(outline.questions))


def _key(owner: Owner) -> str:
    return f"s:{owner.name}" if isinstance(owner, OutlinedSection) else owner.name


def _graph(outline: Outline) -> dict[str, tuple[str, ...]]:
    """Say what each question and section hangs on: its own condition, and a question on its section too."""
    graph = {f"s:{section.name}": references(section.when) for section in outline.written_sections}
    for question in outline.written:
        graph[question.name] = (*references(question.when), f"s:{question.section}")
    for question in outline.questions.values():
        if question.repeats:
            graph[question.name] = (*references(question.when), f"s:{question.section}")
    return graph


@dataclass(slots=True)
class _Ways:
    """Looks for ways from one node to another, taking so many steps in all; a file of circles ends, too."""

    graph: dict[str, tuple[str, ...]]
    left: int = _MAX_STEPS

    def shortest(self, start: str, end: str) -> tuple[str, ...] | None:
        """Give the shortest way, back from its end, both included, or None."""
        came_from = {start: ""}
        queue = deque([start])
        while queue and self.left:
            self.left -= 1
            node = queue.popleft()
            if node == end:
                return tuple(_back(came_from, node))
            for following in self.graph.get(node, ()):
                if following not in came_from:
                    came_from[following] = node
                    queue.append(following)
        return None


def _back(came_from: dict[str, str], node: str) -> Iterator[str]:
    while node:
        yield node
        node = came_from[node]


def _forward(ahead: _Ahead) -> Finding:
    line = place_line(ahead.target.node.place)
    return ahead.owner.source.finding(ahead.placed.place, "forward", question=ahead.target.name, first=line)


def _circle(ahead: _Ahead, circle: tuple[str, ...], outline: Outline) -> Finding:
    names = [name.removeprefix("s:") for name in circle]
    steps = [names[0], *reversed(names[1:])] if len(names) > 1 else names
    lines = {name: question for name in names if (question := outline.questions.get(name))}
    shown = [f"{name} ({place_line(lines[name].node.place)})" if name in lines else name for name in steps]
    return ahead.owner.source.finding(ahead.placed.place, "cycle", path=" → ".join([*shown, shown[0]]))
