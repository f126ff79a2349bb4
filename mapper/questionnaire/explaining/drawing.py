"""Which question opens which, and which answers lead to which suggestion, as text."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.language.catalogue import words
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import Condition
from mapper.questionnaire.explaining.explain import Thing, marked, own_things
from mapper.questionnaire.explaining.worded import condition_lines, short


def as_text(questionnaire: Questionnaire, language: str) -> str:
    """Draw it as lines: each part, its questions and what opens them, then the suggestions and what leads to them."""
    return "\n".join(_lines(questionnaire, language)).strip("\n")


def _lines(questionnaire: Questionnaire, language: str) -> Iterator[str]:
    kind = ""
    for thing in own_things(questionnaire):
        if thing.kind == "s":
            yield f"\n{thing.title.to(language)} ({thing.id})"
        else:
            if thing.kind != kind and thing.kind in "rp":
                yield "\n" + words(f"explain.heading.{thing.kind}", language)
            yield f"  {thing.id}: {short(thing.title.to(language), 70)}"
        kind = thing.kind
        for name, condition in own_conditions(thing):
            yield "    " + words(f"explain.opens.{name}", language)
            found = condition_lines(condition, questionnaire.questions, language, depth=3)
            yield from (marked(line, judged=False) for line in found)


def own_conditions(thing: Thing) -> Iterator[tuple[str, Condition]]:
    """Give a thing's own conditions: that of its part is told with the part."""
    return (each for each in thing.conditions if (each[0] == "section") == (thing.kind == "s"))
