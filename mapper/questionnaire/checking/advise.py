"""All advice on one file: what stops nothing, and would make the conversation better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mapper.questionnaire.checking.accepting import Note, Parents, settle
from mapper.questionnaire.checking.languages import advise_languages, advise_translations, advise_whys
from mapper.questionnaire.checking.marks import Marks
from mapper.questionnaire.checking.outline import Outline
from mapper.questionnaire.checking.reached import Reaching, advise_waiting
from mapper.questionnaire.checking.shape import advise_minutes, advise_shape
from mapper.questionnaire.checking.texts import Written
from mapper.questionnaire.checking.unwritten import advise_unwritten
from mapper.questionnaire.checking.wording import advise_asking, advise_reading, advise_words
from mapper.questionnaire.checking.words import WordLists
from mapper.questionnaire.compose import compose
from mapper.questionnaire.findings import ADVICE, OF_REACH, Finding
from mapper.questionnaire.model import QuestionnaireFile
from mapper.questionnaire.read import Reading, maps
from mapper.questionnaire.source import Map


@dataclass(frozen=True, slots=True)
class Beside:
    """What is beside a file: the words that the office avoids, and what its translations were made from."""

    words: WordLists = field(default_factory=WordLists)
    marks: Marks = field(default_factory=dict)


def advise(
    reading: Reading[QuestionnaireFile], texts: Sequence[Written], outline: Outline, beside: Beside, *, sound: bool
) -> Iterator[Finding]:
    """Give the advice on one file that it does not accept.

    `texts` are those of the file. `outline` is of the file too, after the core where the file is a pack. Ways through
    the conversation are searched only where the files are `sound`.
    """
    looked_for = set(ADVICE) - {"pack_unfit"} - (set() if sound else OF_REACH)  # packs are looked at together
    if not beside.marks:
        looked_for.discard("old_translation")
    notes = _notes(reading, texts, outline, beside, sound=sound)
    yield from settle(reading.source, reading.root, notes, looked_for)


def _notes(
    reading: Reading[QuestionnaireFile], texts: Sequence[Written], outline: Outline, beside: Beside, *, sound: bool
) -> Iterator[Note]:
    source, root = reading.source, reading.root
    parents = _parents(root)
    questions = [question for question in outline.written if question.source is source]
    yield from advise_languages(source, root, texts)
    yield from advise_unwritten(source, texts)
    yield from advise_translations(source, texts, beside.marks)
    yield from advise_whys(questions, parents)
    yield from advise_words(source, texts, beside.words)
    yield from advise_reading(source, root, texts)
    yield from advise_asking(questions, parents)
    yield from advise_shape(outline, questions, parents)
    yield from advise_minutes(outline, root, source.name)
    yield from advise_waiting(outline, source.name, parents)
    forms = [each.form for each in outline.readings if each.form is not None]
    if sound and len(forms) == len(outline.readings):
        yield from Reaching(outline, compose(forms), source.name, parents).advise(root)


def _parents(root: Map) -> Parents:
    parents: dict[int, tuple[Map, ...]] = {id(root): (root,)}
    for section in maps(root, "sections"):
        parents[id(section)] = (section, root)
        parents |= {id(question): (question, section, root) for question in maps(section, "questions")}
    for key in ("closing", "activities"):
        parents |= {id(part): (part, root) for part in maps(root, key)}
    return parents
