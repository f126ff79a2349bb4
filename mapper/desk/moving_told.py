"""A move to other questions in words: what goes along, what is parked, what is asked again, and what is different."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapper.language.catalogue import words
from mapper.language.form import day

if TYPE_CHECKING:
    from mapper.desk.moving import Move
    from mapper.interview.move_events import VersionMoved
    from mapper.interview.moving import Moved, Survey
    from mapper.questionnaire.composed import Questionnaire
    from mapper.questionnaire.model import Question


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One line: a heading, an item of the list under it, or words that stand by themselves."""

    text: str
    heading: bool = False
    item: bool = False

    @property
    def plain(self) -> str:
        """Give it as a line by itself."""
        return f"– {self.text}" if self.item else self.text


def move_lines(move: Move, old: Questionnaire, language: str, *, alone: bool) -> Iterator[MoveLine]:
    """Tell what a move would do, line by line.

    What was answered in the minute for two is only counted, unless the two are alone.
    """
    yield from _Teller(move, old, language, alone=alone).lines()


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


def gone_over(move: VersionMoved | None, language: str) -> str:
    """Say that a talk went over to other questions, and when; nothing where it did not."""
    if move is None:
        return ""
    told = "gone_over" if move.was != move.now else "gone_over_same"
    return words(f"moving.page.{told}", language, was=move.was, now=move.now, day=day(move.at.date(), language))


def differences_told(move: Move, old: Questionnaire, language: str) -> list[str]:
    """Tell what is different in the questions, for those who are asked, a sentence each."""
    from mapper.questionnaire.differing_plainly import plain_differences

    return plain_differences(old, move.questionnaire, language) or [words("differing.none", language)]


def whole_move(move: Move, old: Questionnaire, language: str, *, alone: bool) -> list[str]:
    """Tell what a move would do and what is different, as plain lines."""
    lines = [line.plain for line in move_lines(move, old, language, alone=alone)]
    different = [f"– {line}" for line in differences_told(move, old, language)]
    return [*lines, "", words("moving.page.differences", language), *different]


def office_move(move: Move, old: Questionnaire, language: str) -> list[str]:
    """Tell what a move would do, and every difference by its id, for whoever writes questionnaires."""
    from mapper.questionnaire.differing import difference_lines

    lines = [line.plain for line in move_lines(move, old, language, alone=True)]
    different = difference_lines(old, move.questionnaire, language)
    return [*lines, "", words("moving.page.differences", language), *different]


@dataclass(frozen=True, slots=True)
class _Teller:
    move: Move
    old: Questionnaire
    language: str
    alone: bool

    def lines(self) -> Iterator[MoveLine]:
        survey = self.move.survey
        yield from (MoveLine(line) for line in _versions(self.move, self.old, self.language))
        if self.move.kept:
            yield MoveLine(self._t("kept_packs", packs=", ".join(self.move.kept)))
        if survey.answered:
            yield from self._answers(survey)
        else:
            yield MoveLine(self._t("nothing_back" if self.move.back else "nothing"))
        yield from self._fresh()

    def _answers(self, survey: Survey) -> Iterator[MoveLine]:
        yield MoveLine(self._t("goes_along"), heading=True)
        otherwise = [each for each in survey.of("carried") if self._reads(each.question) != self._reads(each.now)]
        yield MoveLine(self._t("stays", n=len(survey.answered) - len(survey.of("parked")) - len(otherwise)))
        yield from self._items("", otherwise, self._carried)
        yield from self._items("again", [each for each in survey.answered if each.again], self._again)
        gone = [each for each in survey.of("parked") if not each.again]
        yield from self._items("parked", gone, self._gone)

    def _t(self, key: str, **values: object) -> str:
        return words(f"moving.told.{key}", self.language, **values)

    def _items(self, heading: str, found: Sequence[Moved], tell: Callable[[Moved], str]) -> Iterator[MoveLine]:
        shown = [each for each in found if self.alone or not each.question.alone]
        if heading and found:
            yield MoveLine(self._t(heading), heading=True)
        yield from (MoveLine(text, item=True) for text in dict.fromkeys(map(tell, shown)))
        if len(shown) < len(found):
            yield MoveLine(self._t("minute_for_two", n=len(found) - len(shown)), item=True)

    def _fresh(self) -> Iterator[MoveLine]:
        shown = [each for each in self.move.survey.fresh if self.alone or not each.alone]
        if shown:
            yield MoveLine(self._t("fresh_back" if self.move.back else "fresh"), heading=True)
        yield from (MoveLine(text, item=True) for text in dict.fromkeys(map(self._ask, shown)))

    def _ask(self, question: Question) -> str:
        return question.ask.to(self.language)

    def _reads(self, question: Question | None) -> tuple[str, ...]:
        """Give what the two read of a question: what is asked, and what may be answered."""
        if question is None:
            return ()
        columns = getattr(question, "columns", ())
        of = (question, *columns)
        options = (option.text for each in of for option in getattr(each, "options", ()))
        ends = (end for end in (getattr(question, name, None) for name in ("low", "high", "unit")) if end)
        texts = (question.ask, *(column.text for column in columns), *options, *ends)
        return tuple(text.to(self.language) for text in texts)

    def _carried(self, moved: Moved) -> str:
        was, now = self._ask(moved.question), self._ask(moved.now or moved.question)
        if now != was:
            return self._t("reworded", was=was, now=now)
        return self._t("columns_reworded" if moved.question.type == "table" else "answers_reworded", ask=was)

    def _again(self, moved: Moved) -> str:
        asks = [ask for ask in dict.fromkeys(map(self._ask, moved.again)) if ask != self._ask(moved.question)]
        told = self._t("why", ask=self._ask(moved.question), why=self._why(moved))
        return self._t("reworded", was=told, now=" · ".join(asks)) if asks else told

    def _why(self, moved: Moved) -> str:
        return words(f"moving.why.{'aside' if moved.aside else moved.why}", self.language)

    def _gone(self, moved: Moved) -> str:
        return self._ask(moved.question)
