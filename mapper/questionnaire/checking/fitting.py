"""Whether each test of a condition fits the question that it asks about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from itertools import chain

from mapper.questionnaire.checking.outline import Outline, OutlinedQuestion, Owner, number_in, texts_in
from mapper.questionnaire.condition import LIMITS, NAMED_STATES
from mapper.questionnaire.findings import Finding, Guesses, listed, nearest
from mapper.questionnaire.source import Place
from mapper.questionnaire.when import Placed, PlacedCell

OPERATORS_OF: Mapping[str, tuple[str, ...]] = {
    "yes_no": ("one_of", "answered"),
    "one": ("one_of", "answered"),
    "several": ("has", "has_none", "answered"),
    "scale": (*LIMITS, "answered"),
    "number": (*LIMITS, "answered"),
    "money": (*LIMITS, "answered"),
    "text": ("answered",),
    "date": ("within_days", "answered"),
    "list": ("rows", "answered"),
    "table": ("rows", "any_row", "answered"),
}
"""Which tests fit which type of question. A state, UNKNOWN or DECLINED, may be named for all of them."""

_CELL_OPERATORS_OF: Mapping[str, tuple[str, ...]] = {
    "one": ("one_of",),
    "yes_no": ("one_of",),
    "number": LIMITS,
    "money": LIMITS,
    "date": ("within_days",),
    "text": (),
}
_LIKE_A_NUMBER = re.compile(r"-?[\d.,]+")
_MAX_COMPARED = 150


def check_tests(outline: Outline) -> Iterator[Finding]:
    """Look at every test of every condition."""
    guesses = Guesses(outline.questions)
    for owner in outline.owners():
        for placed in owner.placed:
            target = resolve(outline, owner, placed.test.question)
            if target is None:
                ref = placed.test.question
                yield owner.source.finding(placed.place, "unknown_question", guesses.nearest(ref), question=ref)
            elif target.type is not None:
                yield from _check_test(owner, placed, target)


def resolve(outline: Outline, owner: Owner, ref: str) -> OutlinedQuestion | None:
    """Find the question that a condition names; among closing lines, a bare id names another of them."""
    if isinstance(owner, OutlinedQuestion) and not owner.section:
        sibling = outline.closings.get((owner.source.name, ref))
        if sibling is not None:
            return sibling
    return outline.questions.get(ref)


def _check_test(owner: Owner, placed: Placed, target: OutlinedQuestion) -> Iterator[Finding]:
    test = placed.test
    fitting = OPERATORS_OF[target.type or ""]
    states_only = test.operator == "one_of" and set(texts_of(test.argument)) <= set(NAMED_STATES)
    if states_only:
        pass
    elif test.operator not in fitting:
        yield _wrong_operator(owner, placed, target, fitting)
    else:
        yield from _check_codes(owner, placed.codes, target.codes, named=test.operator == "one_of")
        yield from _check_reach(owner, placed, target)
        yield from chain.from_iterable(_check_cell(owner, cell, target) for cell in placed.cells)
    yield from _check_voice(owner, placed, target)


def texts_of(argument: object) -> tuple[str, ...]:
    """Give the codes of a test's argument."""
    return tuple(code for code in argument if isinstance(code, str)) if isinstance(argument, tuple) else ()


def _wrong_operator(owner: Owner, placed: Placed, target: OutlinedQuestion, fitting: tuple[str, ...]) -> Finding:
    near = "has" if placed.test.operator == "one_of" and target.type == "several" else None
    return owner.source.finding(
        placed.operator_place,
        "wrong_operator",
        near,
        operator=placed.test.operator,
        question=target.name,
        type=target.type,
        known=listed(fitting),
    )


def _check_codes(
    owner: Owner, codes: Collection[tuple[str, Place]], known: tuple[str, ...] | None, *, named: bool
) -> Iterator[Finding]:
    if known is None:
        return
    allowed = (*known, *NAMED_STATES) if named else known
    for code, place in codes:
        if code in allowed:
            continue
        if _LIKE_A_NUMBER.fullmatch(code):
            yield owner.source.finding(place, "number_for_code", number=code, known=listed(known))
        else:
            near = nearest(code, allowed[:_MAX_COMPARED])
            yield owner.source.finding(place, "unknown_code", near, code=code, known=listed(known))


def _check_reach(owner: Owner, placed: Placed, target: OutlinedQuestion) -> Iterator[Finding]:
    """Find a limit that no answer on the scale can meet."""
    limit = placed.test.argument
    if target.type != "scale" or not isinstance(limit, Decimal):
        return
    lowest, highest = number_in(target.get("from"), 0), number_in(target.get("to"), 10)
    if lowest is None or highest is None:
        return
    never = {
        "at_least": limit > highest,
        "over": limit >= highest,
        "at_most": limit < lowest,
        "under": limit <= lowest,
    }
    if never[placed.test.operator]:
        yield owner.source.finding(
            placed.operator_place, "out_of_reach", limit=limit, question=target.name, lowest=lowest, highest=highest
        )


def _check_cell(owner: Owner, cell: PlacedCell, target: OutlinedQuestion) -> Iterator[Finding]:
    name = cell.test.column
    column = target.columns.get(name)
    if column is None:
        known = tuple(target.columns)
        yield owner.source.finding(cell.place, "unknown_column", nearest(name, known), column=name, known=listed(known))
        return
    fitting = _CELL_OPERATORS_OF.get(column.type, ())
    if column.type in _CELL_OPERATORS_OF and cell.test.operator not in fitting:
        code = "wrong_operator" if fitting else "column_not_tested"
        yield owner.source.finding(
            cell.operator_place,
            code,
            operator=cell.test.operator,
            question=f"{target.name}.{name}",
            type=column.type,
            known=listed(fitting),
        )
        return
    yield from _check_codes(owner, cell.codes, column.codes, named=False)


def _check_voice(owner: Owner, placed: Placed, target: OutlinedQuestion) -> Iterator[Finding]:
    asked = texts_in(target.get("voices")) or ("participant",)
    voice = placed.test.voice
    if voice is not None and voice not in asked:
        yield owner.source.finding(
            placed.operator_place, "voice_not_asked", voice=voice, question=target.name, known=listed(asked)
        )
