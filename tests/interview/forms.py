"""Random small questionnaires and random things to say, for what must hold always."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

from mapper.interview.model import NotUnderstood
from mapper.meeting.meeting import Meeting
from mapper.questionnaire.compose import compose
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.model import Question
from mapper.questionnaire.read import file_from_plain
from tests.table import shipped

CODES = ("NO", "LOW", "HIGH")
_TEXT = {"en": "x"}
Thing = TypeVar("Thing")
_ACTS = (
    "pass", "take_back", "undo", "redo", "part", "alone", "profile", "decide", "decide", "view", "hold", "own",
    "assess", "read", "redact",
)  # fmt: skip


_PLACES = tuple(st.integers(0, last) for last in range(60))
"""Strategies made once: Hypothesis takes longer to look through a new one than to draw from it."""
_EITHER = st.booleans()
_SCORES = {False: st.integers(0, 10), True: st.integers(1, 10)}
_HAD = {need: st.lists(st.sampled_from(CODES[need:]), min_size=1, max_size=2, unique=True) for need in (False, True)}
_WANTED = {
    need: st.lists(st.sampled_from([*CODES[need:], "UNKNOWN", "DECLINED"]), min_size=1, max_size=3, unique=True)
    for need in (False, True)
}


def pick(draw: st.DrawFn, things: Sequence[Thing]) -> Thing:
    """Draw one of some things."""
    return things[draw(_PLACES[len(things) - 1])]


def _some(draw: st.DrawFn, few: int, many: int) -> range:
    """Draw how many there are."""
    return range(few + draw(_PLACES[many - few]))


def _test(draw: st.DrawFn, earlier: list[dict[str, Any]], *, monotone: bool) -> dict[str, Any]:
    """Draw one test on an earlier question; where `monotone`, never on the no-need side."""
    question = pick(draw, earlier)
    ref = f"s{question['_section']}.{question['id']}"
    need = monotone and question.get("protected") == "yes"
    if question["type"] == "scale":
        operator = "at_least" if need else pick(draw, ("at_least", "at_most", "over", "under"))
        return {ref: {operator: str(draw(_SCORES[need]))}}
    if question["type"] == "several":
        operator = "has" if need else pick(draw, ("has", "has_none"))
        return {ref: {operator: draw(_HAD[need])}}
    return {ref: draw(_WANTED[need])}


def _condition(draw: st.DrawFn, earlier: list[dict[str, Any]], *, monotone: bool, depth: int = 2) -> dict[str, Any]:
    """Draw a condition over earlier questions."""
    if depth == 0 or draw(_EITHER):
        return _test(draw, earlier, monotone=monotone)
    group = pick(draw, ("all", "any") if monotone else ("all", "any", "none"))
    return {group: [_condition(draw, earlier, monotone=monotone, depth=depth - 1) for _ in _some(draw, 1, 3)]}


@st.composite
def plain_forms(draw: st.DrawFn, *, monotone: bool = False) -> dict[str, Any]:
    """Draw a questionnaire file as plain data, with a rule or two."""
    questions: list[dict[str, Any]] = []
    sections = []
    for s in _some(draw, 1, 3):
        section: dict[str, Any] = {"id": f"s{s}", "title": _TEXT, "questions": []}
        waits = draw(_EITHER)
        if questions and waits:
            section["when"] = _condition(draw, questions, monotone=monotone)
        fresh: list[dict[str, Any]] = []
        for q in _some(draw, 1, 4):
            question = _question(draw, f"q{q}", s, [*questions, *fresh], monotone=monotone)
            fresh.append(question)
            section["questions"].append({key: value for key, value in question.items() if key != "_section"})
        questions += fresh
        sections.append(section)
    if draw(_EITHER):
        _with_topics(sections)
    sections.append({"id": "private", "title": _TEXT, "gathers_alone": "yes"})
    rules = [
        {
            "id": f"r{index}", "when": _condition(draw, questions, monotone=monotone), "suggest": _TEXT,
            "because": _TEXT, "responsible": "participant", "within": "14 days", "target": "social",
        }
        for index in _some(draw, 1, 3)
    ]  # fmt: skip
    form = {"id": "random", "version": "1.0", "title": _TEXT, "sections": sections, "activities": rules}
    closing = [{"id": "mark", "ask": _TEXT, "why": _TEXT, "type": "yes_no", "role": "act", "profile": "short"}]
    return form | ({"closing": closing} if sections[0]["id"] == "matters" else {})


def _with_topics(sections: list[dict[str, Any]]) -> None:
    """Make every section a life area, and let the participant choose among them."""
    for index, section in enumerate(sections):
        section["topic"] = CODES[index]
    options = [{"code": code, "text": _TEXT} for code in CODES[: max(2, len(sections))]]
    topics = {"id": "topics", "ask": _TEXT, "why": _TEXT, "type": "several", "role": "topics", "profile": "short"}
    sections.insert(0, {"id": "matters", "title": _TEXT, "questions": [topics | {"options": options}]})


def _question(
    draw: st.DrawFn, name: str, section: int, earlier: list[dict[str, Any]], *, monotone: bool
) -> dict[str, Any]:
    kind = pick(draw, ("one", "several", "scale"))
    question: dict[str, Any] = {"id": name, "_section": section, "ask": _TEXT, "why": _TEXT, "type": kind}
    if kind == "scale":
        question |= {"from": "0", "to": "10", "low": _TEXT, "high": _TEXT}
    else:
        question["options"] = [{"code": code, "text": _TEXT} for code in CODES]
    question["profile"] = pick(draw, ("short", "full"))
    question["alone"] = pick(draw, ("no", "no", "yes"))
    question["sensitivity"] = pick(draw, ("open", "private", "special"))
    protected = draw(_EITHER)
    if protected:
        question["protected"] = "yes"
        question |= {"need": "high"} if kind == "scale" else {"no_need": ["NO"]}
    if draw(_EITHER) and not (protected and question["sensitivity"] == "open"):
        question["voices"] = ["participant", "caseworker"]
    waits = draw(_EITHER)
    if earlier and waits:
        question["when"] = _condition(draw, earlier, monotone=monotone)
    return question


def composed(plain: dict[str, Any]) -> Questionnaire:
    """Compose plain data."""
    return compose((file_from_plain(plain),), shipped().lists)


@st.composite
def acts(draw: st.DrawFn, questionnaire: Questionnaire, without: str = "") -> tuple[str, ...]:
    """Draw one thing to do: (what, ref, voice, words…); nothing with the questions of one part."""
    refs = sorted(ref for ref in questionnaire.questions if ref.partition(".")[0] != without)
    question = questionnaire.questions[pick(draw, refs)]
    voice = pick(draw, question.voices)
    what = pick(draw, (*["say"] * 8, *_ACTS))
    if what == "say":
        return ("say", question.ref, voice, *draw(words_for(question)))
    if what == "decide":
        rule = pick(draw, questionnaire.rules)
        return ("decide", question.ref, voice, rule.id, pick(draw, ("try", "changed", "later", "no")))
    return (what, question.ref, voice, pick(draw, ("unknown", "declined", "later")))


def words_for(question: Question) -> st.SearchStrategy[list[str]]:
    """Draw words that answer a question of a random form."""
    return _words(question.type, tuple(option.code for option in getattr(question, "options", ())))


@cache
def _words(kind: str, codes: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    if kind == "scale":
        return _SCORES[False].map(lambda number: [str(number)])
    if kind == "several":
        return st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True)
    return st.sampled_from(codes or ("YES", "NO")).map(lambda code: [code])


def do(meeting: Meeting, act: tuple[str, ...]) -> None:
    """Do what `acts` drew."""
    what, ref, voice, *rest = act
    match what:
        case "say":
            several = meeting.text(ref).type == "several"
            meeting.say(ref, voice, rest if several else rest[0])  # type: ignore[arg-type]
        case "pass":
            meeting.pass_over(ref, voice, rest[0])  # type: ignore[arg-type]
        case "take_back":
            meeting.take_back(ref, voice)  # type: ignore[arg-type]
        case "undo":
            meeting.undo()
        case "redo":
            meeting.redo()
        case "part":
            meeting.pass_part(meeting.text(ref).section)
        case "alone":
            meeting.set_alone(not meeting.alone)
        case "redact":
            meeting.redact(ref)
        case "profile":
            meeting.choose_profile("full" if meeting.profile == "short" else "short")
        case _:
            with suppress(NotUnderstood):
                _decide(meeting, what, ref, rest)


def _decide(meeting: Meeting, what: str, ref: str, rest: list[str]) -> None:
    """Do what rests on what was said; there may be nothing yet to decide on or to view."""
    match what:
        case "decide":
            meeting.decide(rest[0], rest[1])  # type: ignore[arg-type]
        case "view":
            meeting.view(ref, "partly", rest[0])
        case "hold":
            meeting.hold_back(ref, not meeting.asking(ref).held_back)
        case "own":
            meeting.add_activity({"title": rest[0]}, "participant")
        case "assess":
            meeting.assess(rest[0])
        case "read":
            meeting.read_together("participant")


def no_need(question: Question) -> str:
    """Give the words of the no-need side of a protected question."""
    return "0" if question.type == "scale" else "NO"
