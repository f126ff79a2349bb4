"""What each part of a file must have in itself: texts in every language, ids once, limits kept, references known."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mapper.questionnaire.checking.outline import MOST_QUESTIONS, Outline, OutlinedQuestion, Owner, number_in, texts_in
from mapper.questionnaire.checking.texts import Written
from mapper.questionnaire.condition import NAMED_STATES
from mapper.questionnaire.findings import Finding, listed, nearest, shown
from mapper.questionnaire.form_errors import span_of
from mapper.questionnaire.lists import Lists
from mapper.questionnaire.read import maps
from mapper.questionnaire.source import Map, Source, key_place, place_line, value_place
from mapper.questionnaire.when import MAX_DIGITS, NUMBER

TITLE_LIMIT = 100
PURPOSE_LIMIT = 255
DESCRIBE_LIMIT = 5000
"""Characters that Nav's forms take (domain §2.2)."""

CELL_LIMIT = 10_000
"""A cell has room for no more characters than an answer in own words."""
_NUMBERS = ("from", "to", "max", "rows", "at_least", "at_most", "decimals")
_LONG_NUMBER = re.compile(r"-?\d{16,}(\.\d+)?", re.ASCII)

LEVELS = 10
"""The highest number that the picture of the life areas draws."""

CLOSING_ROLES = ("mark", "level", "works", "act", "added")
WITHIN = re.compile(r"today|[1-9]\d{0,2} (day|week|month)s?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Known:
    """What a file may name that is not in it."""

    lists: Lists = field(default_factory=Lists)


def check_texts(source: Source, texts: Iterable[Written]) -> Iterator[Finding]:
    """See that every text that is there has words."""
    for each in texts:
        if not each.text:
            yield source.finding(value_place(each.holder, each.key), "languages_expected", field=each.key, value="…")
        for language, words in each.text.items():
            if isinstance(words, str) and not words.strip():
                yield source.finding(value_place(each.text, language), "empty_text", field=each.key, lang=language)


def check_parts(outline: Outline, known: Known) -> Iterator[Finding]:
    """Look at every section, question and rule by itself."""
    if (section := outline.overfull) is not None:
        values = {"section": section.name, "limit": MOST_QUESTIONS}
        yield section.source.finding(section.place("topic"), "closing_many", **values)
    yield from _check_doubles(outline)
    yield from _check_roles(outline)
    yield from _check_sections(outline)
    for question in outline.written:
        yield from _check_question(question)
    for rule in outline.rules:
        yield from _check_rule(rule, outline, known.lists)


def _check_doubles(outline: Outline) -> Iterator[Finding]:
    for double in outline.doubles:
        first = double.first.source
        yield double.again.source.finding(
            double.again.place("id"),
            f"double_{double.kind}",
            id=double.again.name,
            first=place_line(double.first.place("id")),
            file=first.name,
        )


def _check_roles(outline: Outline) -> Iterator[Finding]:
    roles: dict[str, OutlinedQuestion] = {}
    for question in outline.written:
        role = question.get("role")
        if role == "level":
            yield from _check_level(question)
        if not isinstance(role, str) or role in CLOSING_ROLES:
            continue
        if role in roles:
            first = roles[role]
            yield question.source.finding(
                question.place("role"),
                "double_role",
                role=role,
                question=first.name,
                first=place_line(first.place("role")),
            )
        roles.setdefault(role, question)
    topics = outline.topics
    if topics is not None and topics.type not in (None, "several"):
        yield topics.source.finding(topics.place("type"), "topics_not_several", question=topics.name, known="several")


def _check_level(question: OutlinedQuestion) -> Iterator[Finding]:
    """See that the number of a life area lies on the line that the picture draws, from 0 to 10."""
    if question.type not in ("scale", None):
        values = {"question": question.name, "type": question.type, "most": LEVELS}
        yield question.source.finding(question.place("type"), "level_not_scale", **values)
        return
    for key, standard in (("from", 0), ("to", 10)):
        end = number_in(question.get(key), standard)
        if end is not None and not 0 <= end <= LEVELS:
            yield question.source.finding(
                question.place(key), "level_beyond", question=question.name, value=end, most=LEVELS
            )


def _check_sections(outline: Outline) -> Iterator[Finding]:
    for key in ("card", "gathers_alone"):
        marked = [section for section in outline.written_sections if section.get(key) == "yes"]
        for section in marked[1:]:
            yield section.source.finding(
                key_place(section.node, key), "only_once", field=key, section=marked[0].name,
                first=place_line(key_place(marked[0].node, key)),
            )  # fmt: skip
    for section in outline.written_sections:
        yield from _check_topic(section, outline)
    gathering = {section.name for section in outline.written_sections if section.get("gathers_alone") == "yes"}
    for question in outline.written:
        if question.section in gathering and question.get("alone") != "yes":
            values = {"question": question.name, "section": question.section}
            yield question.source.finding(question.node.place, "never_gathered", **values)
    if not gathering:
        for question in outline.written:
            if question.get("alone") == "yes":
                yield question.source.finding(
                    key_place(question.node, "alone"), "nobody_gathers", question=question.name
                )
                return


def _check_topic(owner: Owner, outline: Outline) -> Iterator[Finding]:
    topic = owner.get("topic")
    if not isinstance(topic, str):
        return
    if outline.topics is None:
        yield owner.source.finding(owner.place("topic"), "no_topics", topic=topic)
    elif outline.topics.codes is not None and topic not in outline.topics.codes:
        codes = outline.topics.codes
        yield owner.source.finding(
            owner.place("topic"), "unknown_topic", nearest(topic, codes),
            topic=topic, question=outline.topics.name, known=listed(codes),
        )  # fmt: skip


def _check_question(question: OutlinedQuestion) -> Iterator[Finding]:
    node, source = question.node, question.source
    yield from _check_once(question.source, node, "options", "code", "double_code")
    yield from _check_once(question.source, node, "columns", "id", "double_column")
    yield from _check_reserved(source, node)
    for column in maps(node, "columns"):
        yield from _check_once(question.source, column, "options", "code", "double_code")
        yield from _check_column(source, column)
        yield from _check_numbers(source, column, ("max",))
    yield from _check_numbers(source, node, _NUMBERS)
    yield from _check_voices(question)
    yield from _check_no_need(question)
    yield from _check_bounds(question)


def _check_reserved(source: Source, node: Map) -> Iterator[Finding]:
    for option in maps(node, "options"):
        if option.get("code") in NAMED_STATES:
            yield source.finding(value_place(option, "code"), "reserved_code", id=option["code"])


def _check_numbers(source: Source, node: Map, keys: Iterable[str]) -> Iterator[Finding]:
    """Refuse what only a program would write as a number: `1_000`, or `1e99`, which is a million lines long."""
    for key in keys:
        written, place = node.get(key), value_place(node, key)
        if not isinstance(written, str) or number_in(written) is None:
            continue
        if not NUMBER.fullmatch(written):
            long = _LONG_NUMBER.fullmatch(written)
            values = {"value": shown(written), "limit": "9" * MAX_DIGITS}
            yield source.finding(place, "too_large" if long else "number_expected", **values)


def _check_once(source: Source, node: Map, key: str, name: str, code: str) -> Iterator[Finding]:
    lines: dict[str, int] = {}
    for item in maps(node, key):
        found = item.get(name)
        if not isinstance(found, str):
            continue
        place = value_place(item, name)
        if found in lines:
            yield source.finding(place, code, id=found, first=lines[found])
        lines.setdefault(found, place_line(place))


def _check_column(source: Source, column: Map) -> Iterator[Finding]:
    most = number_in(column.get("max"))
    if most is not None and not 1 <= most <= CELL_LIMIT:
        values = {"value": shown(column["max"]), "limit": 1 if most < 1 else CELL_LIMIT}
        yield source.finding(value_place(column, "max"), "too_small" if most < 1 else "too_large", **values)
    chooses = column.get("type") == "one"
    if chooses and not column.get("options"):
        yield source.finding(value_place(column, "type"), "column_without_options", id=shown(column.get("id")))
    elif not chooses and column.get("options"):
        yield source.finding(key_place(column, "options"), "options_unused", id=shown(column.get("id")))


def _check_voices(question: OutlinedQuestion) -> Iterator[Finding]:
    written = question.get("voices")
    if not isinstance(written, list):
        return
    voices = texts_in(written)
    nobody_asks = voices == ("caseworker",) and question.get("role") != "added"
    if not written or nobody_asks or len(set(voices)) < len(voices) or ("together" in voices and len(voices) > 1):
        yield question.source.finding(question.place("voices"), "odd_voices", question=question.name)


def _check_no_need(question: OutlinedQuestion) -> Iterator[Finding]:
    written = question.get("no_need")
    if not isinstance(written, list) or question.type is None:
        return
    if question.codes is None and question.type not in ("one", "several"):
        yield question.source.finding(key_place(question.node, "no_need"), "no_need_unused", type=question.type)
    for index, code in enumerate(written):
        if question.codes is not None and isinstance(code, str) and code not in question.codes:
            yield question.source.finding(
                value_place(written, index), "unknown_code", nearest(code, question.codes),
                code=code, known=listed(question.codes),
            )  # fmt: skip


def _check_bounds(question: OutlinedQuestion) -> Iterator[Finding]:
    source = question.source
    if question.type == "scale":
        low, high = number_in(question.get("from"), 0), number_in(question.get("to"), 10)
        if low is not None and high is not None and low >= high:
            key = "to" if "to" in question.node else "from"
            yield source.finding(question.place(key), "scale_ends", lowest=low, highest=high)
    if question.type == "number":
        least, most = number_in(question.get("at_least")), number_in(question.get("at_most"))
        if least is not None and most is not None and least > most:
            yield source.finding(question.place("at_most"), "crossed_limits", lowest=least, highest=most)
    if question.type == "several" and question.codes:
        most = number_in(question.get("at_most"))
        if most is not None and most > len(question.codes):
            yield source.finding(question.place("at_most"), "more_than_options", limit=most, count=len(question.codes))


def _check_rule(rule: Owner, outline: Outline, lists: Lists) -> Iterator[Finding]:
    yield from _check_kind(rule, lists)
    yield from _check_topic(rule, outline)
    yield from _check_listed(rule, "partner", {partner.id for partner in lists.partners}, "partners.yaml")
    yield from _check_listed(rule, "measure", {measure.id for measure in lists.measures}, "measures.yaml")
    yield from _check_law(rule, lists)
    yield from _check_lengths(rule, lists)
    within = rule.get("within")
    if isinstance(within, str) and not WITHIN.fullmatch(within):
        yield rule.source.finding(rule.place("within"), "bad_within", span_of(within), value=shown(within))
    responsible = rule.get("responsible")
    if isinstance(responsible, str) and responsible in texts_in(rule.get("others")):
        yield rule.source.finding(rule.place("others"), "responsible_twice", responsible=responsible)


def _check_kind(rule: Owner, lists: Lists) -> Iterator[Finding]:
    kind, target = rule.get("kind"), rule.get("target")
    codes = {entry.code for entry in lists.kinds}
    if kind is None and target == "activity_plan":
        yield rule.source.finding(rule.node.place, "missing_kind", known=listed(sorted(codes)))
    elif isinstance(kind, str) and kind not in codes:
        yield rule.source.finding(
            rule.place("kind"), "unknown_kind", nearest(kind, codes), kind=shown(kind), known=listed(sorted(codes))
        )


def _check_listed(rule: Owner, key: str, known: Collection[str], file: str) -> Iterator[Finding]:
    value = rule.get(key)
    if isinstance(value, str) and value not in known:
        near = nearest(value, known)
        yield rule.source.finding(rule.place(key), "not_listed", near, id=shown(value), field=key, list=file)


def _check_law(rule: Owner, lists: Lists) -> Iterator[Finding]:
    known = {law.id for law in lists.laws}
    written = rule.get("law")
    for index, law in enumerate(written if isinstance(written, list) else ()):
        if isinstance(law, str) and law not in known:
            near = nearest(law, known)
            yield rule.source.finding(
                value_place(written, index), "not_listed", near, id=shown(law), field="law", list="law.yaml"
            )


def _check_lengths(rule: Owner, lists: Lists) -> Iterator[Finding]:
    for key, limit in _limits(rule, lists).items():
        text: Any = rule.get(key)
        for language, words in text.items() if isinstance(text, Map) else ():
            if isinstance(words, str) and len(words) > limit:
                yield rule.source.finding(
                    value_place(text, language), "too_long", field=key, lang=language, length=len(words), limit=limit
                )


def _limits(rule: Owner, lists: Lists) -> Mapping[str, int]:
    entry = next((entry for entry in lists.kinds if entry.code == rule.get("kind")), None)
    form = {each.id: each.max for each in entry.fields} if entry else {}
    return {
        "suggest": TITLE_LIMIT,
        "purpose": PURPOSE_LIMIT,
        "describe": form.get("beskrivelse") or DESCRIBE_LIMIT,
    }
