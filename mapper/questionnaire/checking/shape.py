"""What shape questions have: options that nothing reads, ends of scales, the short conversation, wide tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mapper.questionnaire.checking.accepting import Note, Parents
from mapper.questionnaire.checking.outline import Outline, OutlinedQuestion, texts_in
from mapper.questionnaire.condition import tests
from mapper.questionnaire.findings import Finding, listed
from mapper.questionnaire.read import maps
from mapper.questionnaire.source import Map, key_place, place_line

SHORT_MINUTES = 20
"""Talk in the short conversation, of a meeting of three quarters of an hour (domain §5.0a)."""
_SECONDS = {
    "yes_no": 35, "one": 45, "several": 60, "scale": 45, "text": 75, "number": 25, "money": 25, "date": 25,
    "list": 75, "table": 110,
}  # fmt: skip
"""Talk for one question of each type: so that the 18 of the short conversation take about 18 minutes."""
_WIDTH = 76
"""Characters across that a table has on a screen of 80 columns, within its frame."""
_CELL_WIDTHS = {"date": 10, "money": 9, "number": 4, "yes_no": 4, "text": 12, "one": 4}
_GAP = 3


def advise_shape(outline: Outline, questions: Sequence[OutlinedQuestion], parents: Parents) -> Iterator[Note]:
    """Look at each question's options, ends and columns, and at scales beside each other."""
    read = _codes_read(outline)
    for question in questions:
        for finding in (*_unread(question, read), *_unnamed(question), *_wide(question)):
            yield Note(finding, parents[id(question.node)])
    yield from _mixed(questions, parents)


def _codes_read(outline: Outline) -> dict[str, set[str]]:
    """Give, for each question, the codes that conditions name."""
    read: dict[str, set[str]] = {}
    for owner in outline.owners():
        for test in tests(owner.when) if owner.when else ():
            if test.operator in ("one_of", "has", "has_none") and isinstance(test.argument, tuple):
                read.setdefault(test.question, set()).update(code for code in test.argument if isinstance(code, str))
    return read


def _unread(question: OutlinedQuestion, read: Mapping[str, set[str]]) -> Iterator[Finding]:
    """Find the few options that nothing reads, of a question most of whose options conditions do read."""
    options = list(maps(question.node, "options"))
    codes = [str(option.get("code")) for option in options if option.get("write_in") != "yes"]
    named = read.get(question.name, set()).intersection(codes)
    if not named or question.get("role") is not None:
        return
    unread = [code for code in codes if code not in named and code not in question.no_need]
    if 0 < len(unread) < len(named):
        place = key_place(question.node, "options")
        yield question.source.finding(place, "unread_option", question=question.name, codes=listed(unread))


def _unnamed(question: OutlinedQuestion) -> Iterator[Finding]:
    """Find a scale whose ends say nothing: a mere number, or the same words at both."""
    low, high = question.get("low"), question.get("high")
    if question.type != "scale" or not isinstance(low, Map) or not isinstance(high, Map):
        return
    for language, words in low.items():
        other = high.get(language)
        ends = [str(each).strip().casefold() for each in (words, other) if isinstance(each, str)]
        if any(end and not any(char.isalpha() for char in end) for end in ends) or len(set(ends)) < len(ends):
            place = key_place(question.node, "low")
            yield question.source.finding(place, "unnamed_ends", question=question.name, lang=language)
            return


def _mixed(questions: Sequence[OutlinedQuestion], parents: Parents) -> Iterator[Note]:
    """Find, in one section, a scale on which a high number says the opposite of what it says on the one before."""
    before: dict[str, OutlinedQuestion] = {}
    for question in questions:
        need = question.get("need")
        if question.type != "scale" or need not in ("low", "high") or not question.section:
            continue
        first = before.setdefault(question.section, question)
        if first.get("need") != need:
            values = {"question": question.name, "other": first.name, "first": place_line(first.node.place)}
            yield Note(
                question.source.finding(question.place("need"), "mixed_scales", **values), parents[id(question.node)]
            )


def _wide(question: OutlinedQuestion) -> Iterator[Finding]:
    """Find a table whose columns have no room beside each other: it is then shown as a list."""
    if question.type != "table":
        return
    columns = list(maps(question.node, "columns"))
    width = sum(_column_width(column) + _GAP for column in columns)
    if width > _WIDTH:
        place = key_place(question.node, "columns")
        yield question.source.finding(
            place, "wide_table", question=question.name, width=width, limit=_WIDTH, count=len(columns)
        )


def _column_width(column: Map) -> int:
    heading = column.get("text")
    words = [word for text in (heading.values() if isinstance(heading, Map) else ()) for word in str(text).split()]
    return max([_CELL_WIDTHS.get(str(column.get("type", "text")), 4), *map(len, words)])


def advise_minutes(outline: Outline, root: Map, file: str) -> Iterator[Note]:
    """Add up the short conversation: what is always asked, and half of what is asked only of some."""
    seconds = 0.0
    own = [question for question in outline.written if question.source.name == file]
    cards = {section.name for section in outline.written_sections if section.get("card") == "yes"}
    for question in own:
        nobody = question.get("profile") != "short" or "caseworker" in texts_in(question.get("voices"))[:1]
        if not nobody and question.section not in cards and question.type is not None:
            seconds += _SECONDS[question.type] / (2 if question.when or not question.section else 1)
    minutes = round(seconds / 60)
    if minutes > SHORT_MINUTES:
        source = own[0].source
        place = key_place(root, "title")
        yield Note(source.finding(place, "too_long_in_short", minutes=minutes, limit=SHORT_MINUTES), (root,))
