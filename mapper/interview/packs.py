"""Which packs are in a conversation: what was stored when a sitting began, and every switch.

A pack that was ever switched on stays known, so that its answers stay readable when it is off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from mapper.interview.pack_events import PackSwitched
from mapper.interview.record import Record
from mapper.questionnaire.compose import compose
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import references
from mapper.questionnaire.model import Question, QuestionnaireFile, Section

Stored: TypeAlias = Callable[[str], Questionnaire]
"""Gives a questionnaire that is stored with the case, by its name."""


def in_use(record: Record, stored: Stored) -> Questionnaire:
    """Give the questionnaire as it reads now, whoever switched what in which order, and whatever was taken back.

    Raises LookupError where the log has no sitting, and what `stored` raises.
    """
    if not record.moves.switches:
        raise LookupError("no sitting")
    opened = record.moves.switches[-1]
    base = stored(opened.snapshot)
    files = {file.id: file for file in base.files[1:]}
    for switch in record.switches():
        if switch.pack not in files and (found := stored(switch.snapshot).pack(switch.pack)):
            files[switch.pack] = found
    words = {pack: record.pack(pack) for pack in files}
    on = [pack for pack, word in words.items() if (word.on if word else pack in {each.id for each in base.packs})]
    on.sort(key=lambda pack: _since(words[pack], opened.seq))
    return joined(base, files, on)


def _since(switch: PackSwitched | None, opened: int) -> int:
    """Order packs: those from before the sitting as they were, then as they were switched on."""
    return switch.seq if switch and switch.seq > opened else 0


def joined(base: Questionnaire, files: Mapping[str, QuestionnaireFile], on: Sequence[str]) -> Questionnaire:
    """Compose a core with packs, those that are on first, in their order; `base` itself where it reads the same."""
    off = tuple(pack for pack in files if pack not in on)
    packs = tuple(files[pack] for pack in (*on, *off))
    if packs == base.files[1:] and frozenset(off) == base.off:
        return base
    return compose((base.files[0], *packs), base.lists, off)


def switched(questionnaire: Questionnaire, pack: QuestionnaireFile, *, on: bool) -> Questionnaire:
    """Compose anew with a pack on or off; one that is known already reads as it did."""
    files = {pack.id: pack} | {file.id: file for file in questionnaire.files[1:]}
    others = [each.id for each in questionnaire.packs if each.id != pack.id]
    return joined(questionnaire, files, [*others, pack.id] if on else others)


def can_join(questionnaire: Questionnaire, pack: QuestionnaireFile) -> bool:
    """Tell whether a pack can join a conversation: it may stand on an earlier version than the pack was made for.

    Nothing in it may be there already, and all that it looks at must be.
    """
    if questionnaire.pack(pack.id):
        return True
    ids = {section.id for file in questionnaire.files for section in file.sections}
    rules = {rule.id for file in questionnaire.files for rule in file.activities}
    if any(each.id in ids for each in pack.sections) or any(each.id in rules for each in pack.activities):
        return False
    own = {
        f"{section.id}.{question.id}" for section in pack.sections for question in _asked(questionnaire, pack, section)
    }
    return all(ref in own or ref in questionnaire.questions for ref in _looked_at(pack))


def _asked(questionnaire: Questionnaire, pack: QuestionnaireFile, section: Section) -> tuple[Question, ...]:
    closing = pack.closing or questionnaire.files[0].closing
    return (*section.questions, *(closing if section.topic else ()))


def _looked_at(pack: QuestionnaireFile) -> Iterator[str]:
    """Name every question that a pack looks at; the closing lines, which name each other shortly, look at no other."""
    for owner in (*pack.sections, *(each for section in pack.sections for each in section.questions), *pack.activities):
        yield from references(owner.when) if owner.when else ()
    yield from references(pack.offer_when) if pack.offer_when else ()
    yield from (each.compare_with for section in pack.sections for each in section.questions if each.compare_with)
