"""Questions as they read when something was said, for what no question of now stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from mapper.interview.event_base import EventBase
from mapper.interview.events import Said
from mapper.interview.model import AsAsked, ParkedHow
from mapper.interview.record import VOICES, Record, as_spoken
from mapper.language.text import Text
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.fates import Why
from mapper.questionnaire.model import Question, TextQuestion

Earlier: TypeAlias = Callable[[str], Questionnaire | None]
"""Gives a questionnaire of the case by the name of its snapshot; None where it cannot be read."""


@dataclass(frozen=True, slots=True)
class Parked:
    """What was said to a question that nobody asks now. `question.ref` is the name that it is kept under.

    `again` names the questions that ask for it anew, `part_title` the part that it stood in, and `place` where in its
    questionnaire that was. `aside`: what it stood beside goes on.
    """

    question: Question
    part: str
    part_title: Text
    version: str
    why: Why
    again: tuple[str, ...] = ()
    aside: bool = False
    place: int = 0

    @property
    def how(self) -> ParkedHow:
        """Say in what way it is parked."""
        return "aside" if self.aside else "again" if self.again else "gone"


class Asked:
    """Know the questions of one case: those of now, and those that something was said to."""

    def __init__(self, questionnaire: Questionnaire, record: Record, earlier: Earlier) -> None:
        self._now = questionnaire
        self._record = record
        self._earlier = earlier

    def question(self, name: str) -> Question | None:
        """Give a question of now, or one that was parked under this name; None where nothing was said to it."""
        living = self._now.questions.get(name)
        if living is not None:
            return living
        parked = self._parked(name)
        return parked.question if parked else None

    def parked(self) -> tuple[Parked, ...]:
        """Give everything that was said and that no question of now stands for, in the order in which it was asked."""
        names = (name for name in self._record.said_to() if name not in self._now.questions)
        found = (parked for name in names if self._record.spoken(name) and (parked := self._parked(name)))
        return tuple(sorted(found, key=lambda parked: parked.place))

    def _parked(self, name: str) -> Parked | None:
        by = self._record.moves.parked_by(name)
        if by is not None:
            move, movement = by
            parked = self._as_read(name, movement.question, move.then, movement.why)
            again = tuple(ref for ref in movement.again if ref in self._now.questions)
            return replace(parked, again=again, aside=bool(movement.aside))
        said = next((said for voice in VOICES if (said := self._record.said(name, voice))), None)
        if said is None:
            return None
        return self._as_read(name, said.question, self._record.moves.asked_under(said), "gone")

    def _as_read(self, name: str, ref: str, snapshot: str, why: Why) -> Parked:
        then = self._earlier(snapshot)
        question = then.questions.get(ref) if then else None
        if then is None or question is None:
            return Parked(_unread(name, ref), ref.partition(".")[0], Text.of({"nb": ref}), "", why)
        section, kept = then.section(question.section), question.model_copy(update={"ref": name})
        return Parked(kept, section.id, section.title, then.version, why, place=then.order[ref])

    def before(self, question: Question, rounds: Iterable[Said] = ()) -> Iterator[AsAsked]:
        """Give what stands under a question, or stood in `rounds`, and was said to another, or in other words."""
        if not self._record.moves.moved:
            return
        standing = (self._record.said(question.ref, voice) for voice in VOICES)
        for said in (*filter(None, standing), *rounds):
            then = self._then(said)
            if then is None:
                continue
            version, asked = then
            written = self._record.as_written(said.id)
            if _reads_otherwise(asked, question) or written.answer != said.answer:
                yield AsAsked(asked, as_spoken(written), version)

    def _then(self, said: EventBase) -> tuple[str, Question] | None:
        """Give the question that somebody answered, as it read then, if they had another version before them."""
        snapshot = self._record.moves.asked_under(said)
        then = self._earlier(snapshot) if snapshot else None
        written = self._record.as_written(said.id)
        asked = then.questions.get(written.question) if then else None
        return (then.version, asked) if then and asked else None

    def waiting_for(self, ref: str) -> Iterator[AsAsked]:
        """Give what was said before to questions that this one asks for anew."""
        for parked in self.parked() if self._record.moves.moved else ():
            if ref in parked.again:
                for spoken in self._record.spoken(parked.question.ref):
                    yield AsAsked(parked.question, spoken, parked.version)


def _reads_otherwise(then: Question, now: Question) -> bool:
    keys = ("ask", "options", "columns", "low", "high", "unit")
    return any(getattr(then, key, None) != getattr(now, key, None) for key in keys)


def _unread(name: str, ref: str) -> Question:
    """Stand in for a question whose questionnaire cannot be read: nobody knows how private its answer is."""
    return TextQuestion.model_construct(
        id="unread", ask=Text.of({"nb": ref}), type="text", sensitivity="special", alone=True, ref=name, section=""
    )
