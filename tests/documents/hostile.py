"""Text that wants to be more than text, and a way to put it wherever a person or an office writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from mapper.documents.model import Told
from mapper.interview.answer import Answer, Value
from mapper.interview.consent_model import Consent, Shared
from mapper.interview.model import Picture, PictureRow, ReviewLine, Spoken
from mapper.language.text import Text
from mapper.office.model import Office
from mapper.plan.model import NEXT_MEETING, Activity, Idea, Need, Plan
from mapper.questionnaire.model import Question

Write = Callable[[], str]
"""Gives the next text to be written into a field."""

HOSTILE = [
    "{{ 7*7 }}",
    "{% raw %}{{ x }}{% endraw %}",
    "{# bort #}",
    "</p><script>alert(1)</script>",
    '" onload="x()',
    "[/x]",
    "[x](https://e.invalid)",
    "![x](https://e.invalid/p.png)",
    "*a* _b_ **c** ~~d~~",
    "# h",
    "## h ##",
    "1. x",
    "12) x",
    "- x",
    "+ x",
    "a | b",
    "| a | b |\n| - | - |\n| c | d |",
    "```\nx\n```",
    "~~~",
    "    fire mellomrom",
    "&lt;b&gt; &amp; &#65;",
    "<!-- x -->",
    "]]>",
    "a\\",
    "\\*a\\*",
    "---",
    "===",
    "x\n---",
    "x\n===",
    "> sitat",
    "+++",
    "[!NOTE] x",
    "<https://e.invalid>",
    "https://e.invalid www.e.invalid a@e.invalid",
    "[a]: https://e.invalid",
    "[^1]",
    "`kode`",
    "første\n\n\nfjerde",
    ":-",
    "$x$ ^y^",
    "</style>",
    "</textarea></title>",
    "javascript:alert(1)",
    "a\u200db",
    "قلب",
    "👩‍👧",
    "=1+1",
    "%s {0} {name}",
    "!",
    "   foran",
    "a*b*c",
    "__init__",
    "1\\. x",
    "* * *",
    "_ _ _",
    "#",
    "-",
    "1.",
    "<",
    "&",
    "\\",
    "`",
    "``` `` `",
]


def written_over(told: Told, write: Write) -> Told:
    """The same talk, in which every field that a person or an office writes holds what `write` gives.

    Codes, numbers and days stand as they were.
    """
    view = write()
    return replace(
        told,
        review=tuple(_line(line, write) for line in told.review),
        questions={ref: question.model_copy(update={"ask": _text(write)}) for ref, question in told.questions.items()},
        picture=_picture(told.picture, write),
        plan=_plan(told.plan, write),
        office=_office(told.office, write),
        name=write(),
        label=write(),
        assessment=write(),
        assessment_view_words=view,
        consents=tuple(_consent(each, write) for each in told.consents),
    )


def _text(write: Write) -> Text:
    return Text.of({"nb": write()})


def _line(line: ReviewLine, write: Write) -> ReviewLine:
    return replace(
        line,
        question=line.question.model_copy(update={"ask": _text(write)}),
        part_title=_text(write),
        said=tuple(_spoken(spoken, line.question, write) for spoken in line.said),
        view_words=write(),
    )


def _spoken(spoken: Spoken, question: Question, write: Write) -> Spoken:
    said = spoken.answer
    if not said.given:
        return spoken
    options = [option.code for option in getattr(question, "options", ()) if option.write_in]
    value = _value(said.value, question, write) if said.value is not None else None
    inside = tuple((code, write()) for code in options if said.write_in)
    return replace(spoken, answer=Answer("value", value, comment=write(), write_in=inside))


def _value(value: Value, question: Question, write: Write) -> Value:
    match question.type, value:
        case "text", str():
            return write()
        case "list", tuple():
            return tuple(write() for _ in value)
        case "table", tuple():
            rows = [row for row in value if isinstance(row, Mapping)]
            return tuple({name: _cell(name, cell, question, write) for name, cell in row.items()} for row in rows)
    return value


def _cell(name: str, cell: Any, question: Question, write: Write) -> Any:
    written = {column.id for column in getattr(question, "columns", ()) if column.type == "text"}
    return write() if name in written else cell


def _picture(picture: Picture, write: Write) -> Picture:
    return Picture(tuple(_row(row, write) for row in picture.rows), tuple(_text(write) for _ in picture.begin_with))


def _row(row: PictureRow, write: Write) -> PictureRow:
    mark_text = _text(write) if row.mark_text else None
    return replace(row, title=_text(write), mark_text=mark_text, added=write() if row.added else "")


def _plan(plan: Plan, write: Write) -> Plan:
    return replace(
        plan,
        goal=write(),
        ideas=tuple(_idea(idea, write) for idea in plan.ideas),
        will_try=tuple(_activity(step, write) for step in plan.will_try),
        not_chosen=tuple(_idea(idea, write) for idea in plan.not_chosen),
        next_meeting=_activity(plan.next_meeting, write) if plan.next_meeting else None,
        unmet=tuple(_need(need, write) for need in plan.unmet),
    )


def _idea(idea: Idea, write: Write) -> Idea:
    suggestion = replace(
        idea.suggestion,
        title=_text(write),
        because=tuple(_text(write) for _ in idea.suggestion.because),
        partner=_text(write),
        purpose=_text(write),
        describe=_text(write),
    )
    return replace(idea, suggestion=suggestion, words=write())


def _activity(step: Activity, write: Write) -> Activity:
    names = ("partner", "purpose", "description", "support", "reason", "words")
    coded = {"kanal": "OPPMOTE", "jobbStatus": "DELTID", "klokkeslett": "09:30"}
    own = {name: coded.get(name) or write() for name in step.fields}
    title = "" if step.id == NEXT_MEETING else write()
    prose: dict[str, Any] = {name: write() for name in names}
    return replace(step, title=title, fields=own, **prose)


def _need(need: Need, write: Write) -> Need:
    return replace(need, title=_text(write))


def _consent(consent: Consent, write: Write) -> Consent:
    recipient = replace(consent.recipient, own=write(), shown=write())
    return replace(
        consent, recipient=recipient, why=write(), topics=tuple(_topic(each, write) for each in consent.topics)
    )


def _topic(topic: Shared, write: Write) -> Shared:
    return replace(topic, passage=replace(topic.passage, title=write(), words=write()))


def _office(office: Office, write: Write) -> Office:
    return replace(office, name=write(), phone=write(), who_can_read=_text(write), kept=_text(write))
