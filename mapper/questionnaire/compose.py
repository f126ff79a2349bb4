"""Core and packs → one questionnaire; and that questionnaire, whole, as JSON and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import Any

from mapper.language.text import Text
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import Condition, Test, both, references, renamed
from mapper.questionnaire.lists import Lists
from mapper.questionnaire.model import PICTURE_ROLES, Question, QuestionnaireFile, Role, Rule, Section, raw

SNAPSHOT = 1
"""Version of the JSON that is stored with a case."""


class SnapshotError(ValueError):
    """Raised where stored JSON is not a questionnaire, or is of a version that this program does not know."""


def compose(files: Sequence[QuestionnaireFile], lists: Lists | None = None, off: Collection[str] = ()) -> Questionnaire:
    """Join the core and its packs, in the order given; `off` names packs that are switched off.

    The files must have passed the check.
    """
    core = files[0]
    topics = _topics_ref(files)
    sections = tuple(_section(section, file, core, topics) for file in files for section in file.sections)
    questions = {question.ref: question for section in sections for question in section.questions}
    rules = tuple(rule for file in files if file.id not in off for rule in file.activities)
    return Questionnaire(
        id=core.id,
        version=core.version,
        title=core.title,
        files=tuple(files),
        lists=lists or Lists(),
        sections=sections,
        questions=MappingProxyType(questions),
        rules=rules,
        order=MappingProxyType({ref: index for index, ref in enumerate(questions)}),
        readers=MappingProxyType(_readers(sections, rules)),
        roles=MappingProxyType(_roles(questions.values())),
        off=frozenset(off),
    )


def _topics_ref(files: Sequence[QuestionnaireFile]) -> str | None:
    for file in files:
        for section in file.sections:
            for question in section.questions:
                if question.role == "topics":
                    return f"{section.id}.{question.id}"
    return None


def _section(section: Section, file: QuestionnaireFile, core: QuestionnaireFile, topics: str | None) -> Section:
    placed = [_in_rounds(_placed(question, section), file) for question in section.questions]
    if section.topic:
        placed += _closing(section, file.closing or core.closing, topics)
    return section.model_copy(update={"questions": tuple(placed)})


def _in_rounds(question: Question, file: QuestionnaireFile) -> Question:
    """Mark a question that each round of its pack asks anew; the day that rounds are counted from is asked once."""
    anew = file.rounds is not None and not question.once and question.ref != file.rounds.from_
    return question.model_copy(update={"round_of": file.id}) if anew else question


def _placed(question: Question, section: Section) -> Question:
    filled = {"ref": f"{section.id}.{question.id}", "section": section.id, "area": question.area or section.area}
    return question.model_copy(update=filled)


def _closing(section: Section, closing: Sequence[Question], topics: str | None) -> Iterator[Question]:
    """Repeat the closing lines for a life area, where the participant chose it.

    What the picture shows stands in every area, so that it can be marked there; the talk asks it in chosen ones only.
    Each line says its area first: "this" alone means nothing on paper, or where only the question is shown.
    """
    own = {question.id: f"{section.id}.{question.id}" for question in closing}
    chosen = Test(topics, "has", (section.topic,)) if topics else None
    for question in closing:
        written: Condition | None = renamed(question.when, own) if question.when else None
        when = written if question.role in PICTURE_ROLES else both(chosen, written)
        ask = _of_area(section.title, question.ask)
        yield _placed(question.model_copy(update={"when": when, "ask": ask}), section)


def _of_area(title: Text, ask: Text) -> Text:
    return Text(tuple((language, f"{title.to(language)}: {words}") for language, words in ask))


def _readers(sections: Iterable[Section], rules: Iterable[Rule]) -> dict[str, tuple[str, ...]]:
    readers: dict[str, list[str]] = {}
    for section in sections:
        _note(readers, section.when, f"s:{section.id}")
        for question in section.questions:
            _note(readers, question.when, f"q:{question.ref}")
    for rule in rules:
        _note(readers, rule.when, f"r:{rule.id}")
    return {ref: tuple(keys) for ref, keys in readers.items()}


def _note(readers: dict[str, list[str]], when: Condition | None, key: str) -> None:
    if when is not None:
        for ref in references(when):
            readers.setdefault(ref, []).append(key)


def _roles(questions: Iterable[Question]) -> dict[Role, tuple[Question, ...]]:
    roles: dict[Role, tuple[Question, ...]] = {}
    for question in questions:
        if question.role:
            roles[question.role] = (*roles.get(question.role, ()), question)
    return roles


def to_json(questionnaire: Questionnaire) -> str:
    """Write a questionnaire whole: its files and lists, in every language, as they read today."""
    data: dict[str, Any] = {
        "v": SNAPSHOT,
        "files": [raw(file) for file in questionnaire.files],
        "lists": raw(questionnaire.lists),
    }
    if questionnaire.off:
        data["off"] = sorted(questionnaire.off)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def snapshot_of(questionnaire: Questionnaire) -> tuple[str, bytes]:
    """Write a questionnaire as it is stored with a case, and name it by every byte of it."""
    content = to_json(questionnaire).encode()
    return hashlib.sha256(content).hexdigest(), content


def from_json(text: str) -> Questionnaire:
    """Read what `to_json` wrote: the same questionnaire. Raises SnapshotError."""
    from mapper.questionnaire.read import file_from_plain

    try:
        data: Any = json.loads(text)
        if data["v"] != SNAPSHOT:
            raise SnapshotError(f"version {data['v']}")
        files = [file_from_plain(file) for file in data["files"]]
        return compose(files, Lists.model_validate(data["lists"]), _off(data.get("off", []), files))
    except (LookupError, TypeError, ValueError) as error:
        raise SnapshotError("not a stored questionnaire") from error


def _off(written: object, files: Sequence[QuestionnaireFile]) -> frozenset[str]:
    """Read which packs are off. Raises ValueError for what is no pack of these files."""
    packs = {file.id for file in files[1:]}
    if not isinstance(written, list) or not all(pack in packs for pack in written):
        raise ValueError("not a list of packs")
    return frozenset(written)
