"""A move to other questions in words: what goes along, what is parked, what is asked again, and what is different."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mapper.language.catalogue import words

if TYPE_CHECKING:
    from mapper.desk.moving import Move
    from mapper.interview.moving import Moved
    from mapper.questionnaire.composed import Questionnaire
    from mapper.questionnaire.model import Question


def move_lines(move: Move, old: Questionnaire, language: str, *, alone: bool) -> Iterator[tuple[str, bool]]:
    """Tell what a move would do, line by line; True with a heading.

    What was answered in the minute for two is only counted, unless the two are alone.
    """
    survey = move.survey
    yield from ((line, False) for line in _versions(move, old, language))
    if move.kept:
        yield words("moving.told.kept_packs", language, packs=", ".join(move.kept)), False
    yield words("moving.told.goes_along", language), True
    stays = len(survey.of("stays"))
    yield words("moving.told.stays", language, n=stays), False
    for outcome, code in (("carried", ""), ("parked", "moving.told.parked")):
        found = [each for each in survey.answered if each.outcome == outcome]
        if code and found:
            yield words(code, language), True
        shown = [each for each in found if alone or not each.question.alone]
        yield from ((_line(each, language), False) for each in shown)
        if len(shown) < len(found):
            yield words("moving.told.minute_for_two", language, n=len(found) - len(shown)), False
    yield from _asks("again", survey.again, language, alone=alone)
    yield from _asks("fresh", survey.fresh, language, alone=alone)


def _versions(move: Move, old: Questionnaire, language: str) -> Iterator[str]:
    """Say which versions it is about: of the whole talk, or of the packs where the core is the same."""
    lead = "back" if move.back else "lead"
    if old.version != move.questionnaire.version:
        yield words(f"moving.told.{lead}", language, was=old.version, now=move.questionnaire.version)
        return
    was = {file.id: file.version for file in old.files}
    for file in move.questionnaire.files:
        if was.get(file.id, file.version) != file.version:
            title = file.title.to(language)
            yield words("moving.told.pack_version", language, title=title, was=was[file.id], now=file.version)
    yield words(f"moving.told.{lead}_same", language)


def differences_told(move: Move, old: Questionnaire, language: str) -> list[str]:
    """Tell what is different in the questions, line by line."""
    from mapper.questionnaire.differing import difference_lines

    return difference_lines(old, move.questionnaire, language)


def whole_move(move: Move, old: Questionnaire, language: str, *, alone: bool) -> list[str]:
    """Tell what a move would do and what is different, as plain lines."""
    lines = [line for line, _ in move_lines(move, old, language, alone=alone)]
    return [*lines, "", words("moving.page.differences", language), *differences_told(move, old, language)]


def _asks(name: str, questions: tuple[Question, ...], language: str, *, alone: bool) -> Iterator[tuple[str, bool]]:
    shown = [question for question in questions if alone or not question.alone]
    if shown:
        yield words(f"moving.told.{name}", language), True
        yield from ((f"– {question.ask.to(language)}", False) for question in shown)


def _line(moved: Moved, language: str) -> str:
    ask = moved.question.ask.to(language)
    if moved.outcome == "parked":
        return f"– {ask} ({words(f'moving.why.{moved.why}', language)})"
    now = moved.now.ask.to(language) if moved.now else ""
    return words("moving.told.reworded", language, was=ask, now=now) if now != ask else f"– {ask}"
