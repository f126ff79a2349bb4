"""What is different between two questionnaires, for the two who are asked: their words, without ids and settings.

New questions are left out: they are told with what a move does.
"""

from __future__ import annotations

from collections.abc import Iterator

from mapper.language.catalogue import words
from mapper.language.clean import clean_line
from mapper.language.text import Text
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.differing import Difference, differences
from mapper.questionnaire.explaining.worded import short

_MOST_LETTERS = 90
_AS_THEY_ARE = ("part_added", "part_gone", "question_gone", "question_retired", "question_split", "question_retyped",
                "rule_added", "rule_gone")  # fmt: skip
_OF_QUESTION = ("option_added", "option_gone", "column_added", "column_gone")


def plain_differences(old: Questionnaire, new: Questionnaire, language: str) -> list[str]:
    """Tell what the two will notice, a sentence each; the last ones sum up what stands around it."""
    return list(dict.fromkeys(_Plainly(old, new, language).sentences()))


class _Plainly:
    def __init__(self, old: Questionnaire, new: Questionnaire, language: str) -> None:
        self._language = language
        self._found = differences(old, new, language)
        self._asks = {ref: question.ask for each in (old, new) for ref, question in each.questions.items()}
        self._titles = {rule.key or rule.id: rule.suggest for each in (old, new) for rule in each.rules}

    def sentences(self) -> Iterator[str]:
        for each in self._found:
            yield from self._sentence(each, dict(each.values))
        yield from self._rules()
        around = {self._ref(each) for each in self._found if each.about == "questions" and _is_around(each)}
        if around:
            yield self._say("around", n=len(around))
        if any(each.about in ("files", "parts") and each.code in ("condition", "setting") for each in self._found):
            yield self._say("around_parts")
        if any(each.about == "lists" for each in self._found):
            yield self._say("lists")

    def _sentence(self, each: Difference, values: dict[str, str]) -> Iterator[str]:
        if each.code in _AS_THEY_ARE:
            yield self._say(each.code, **values)
        elif each.code in _OF_QUESTION:
            yield self._say(each.code, ask=self._ask(each), text=values["text"])
        elif each.code == "reworded" and each.about in ("files", "parts", "questions"):
            yield from self._reworded(each, values)

    def _reworded(self, each: Difference, values: dict[str, str]) -> Iterator[str]:
        names = {"was": values["was"], "now": values["now"]}
        if values["field"] in ("ask", "title"):
            yield self._say("reworded", **names)
        elif values["field"] == "text":
            yield self._say("option_reworded", ask=self._ask(each), **names)

    def _rules(self) -> Iterator[str]:
        """Name each suggestion once whose condition, reason or step is another."""
        told = {dict(each.values)["id"] for each in self._found if each.code in ("rule_added", "rule_gone")}
        for each in self._found:
            name = dict(each.values).get("now" if each.code == "rule_renamed" else "id", "")
            if each.about == "rules" and each.code != "rule_renamed" and name not in told and name in self._titles:
                yield self._say("rule_changed", title=self._short(self._titles[name]))

    def _ref(self, each: Difference) -> str:
        return dict(each.values)["id"].partition(" ")[0]

    def _ask(self, each: Difference) -> str:
        ask = self._asks.get(self._ref(each))
        return self._short(ask) if ask else ""

    def _short(self, text: Text) -> str:
        return short(clean_line(text.to(self._language)), _MOST_LETTERS)

    def _say(self, code: str, **values: object) -> str:
        return words(f"moving.differs.{code}", self._language, **values)


def _is_around(each: Difference) -> bool:
    """Tell whether it is about what stands around a question: its reason, its advice, when and to whom it is put."""
    if each.code in ("condition", "setting"):
        return True
    return each.code == "reworded" and dict(each.values)["field"] not in ("ask", "text")
