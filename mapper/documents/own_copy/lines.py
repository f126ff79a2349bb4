"""What was done, as dated lines of the participant's own copy: meetings, steps, consents, papers, who looked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Final, Literal, TypeAlias

from mapper.documents.blocks import Blocks, BulletList, Paragraph, Strong, Words, worded
from mapper.documents.kinds import title_of
from mapper.documents.model import Told
from mapper.documents.own_copy.model import CopiedStep, DatedLine
from mapper.documents.pages.shared import clock_words
from mapper.documents.telling import calling
from mapper.interview.consent_events import Consented, ConsentText, ConsentWithdrawn
from mapper.interview.event_base import EventBase
from mapper.interview.events import (
    Accessed,
    ActivityWritten,
    AloneSet,
    Chosen,
    Decided,
    Event,
    HeldBack,
    MeetingClosed,
    MeetingOpened,
    Named,
    PartPassed,
    Printed,
    ProfileChosen,
    ReadTogether,
    Redacted,
)
from mapper.interview.model import ON_BEHALF
from mapper.interview.move_events import VersionMoved
from mapper.interview.pack_events import PackSwitched, RoundBegun
from mapper.interview.record import Record
from mapper.language import form
from mapper.language.catalogue import words
from mapper.language.clean import clean_line
from mapper.language.names import name_of
from mapper.plan.activities import COMMON, channel_words
from mapper.plan.model import NEXT_MEETING

Group: TypeAlias = Literal["meetings", "consents", "held", "papers", "looked", "deleted", "names"]
_GROUPS: Final[Mapping[Group, tuple[type[EventBase], ...]]] = {
    "meetings": (
        MeetingOpened,
        MeetingClosed,
        ProfileChosen,
        AloneSet,
        PartPassed,
        PackSwitched,
        VersionMoved,
        RoundBegun,
        ReadTogether,
        Chosen,
    ),
    "consents": (Consented, ConsentText, ConsentWithdrawn),
    "held": (HeldBack,),
    "papers": (Printed,),
    "looked": (Accessed,),
    "deleted": (Redacted,),
    "names": (Named,),
}
_ENDS: Final = (".", "?", "!", ":", "…")


def dated_words(at: datetime, language: str) -> str:
    """Write a day and a time of day."""
    return f"{form.day(at.date(), language)} {form.clock(at.time(), language)}"


def lines(told: Told, group: Group) -> tuple[DatedLine, ...]:
    """Give what was done of one sort, oldest first."""
    kinds = _GROUPS[group]
    return tuple(
        DatedLine(dated_words(event.at, told.language), _words(event, told))
        for event in told.events
        if isinstance(event, kinds)
    )


def _words(event: Event, told: Told) -> str:
    facts = {name: clean_line(value) for name, value in _facts(event, told).items()}
    return words(f"carry.done.{_key(event)}", told.language, **facts)


def _key(event: Event) -> str:  # noqa: PLR0911 - one for each kind of event
    """Name the sentence of an event: its kind, and where that has two ways, which of them."""
    match event:
        case AloneSet(alone=yes) | HeldBack(held=yes) | PackSwitched(on=yes):
            return f"{event.kind}_{'yes' if yes else 'no'}"
        case ReadTogether() if event.on_behalf:
            return "read_for_them"
        case ReadTogether(voice=voice):
            return f"{event.kind}_{voice or 'participant'}"
        case Accessed(what=what):
            return f"{event.kind}_{what}"
        case ProfileChosen(profile=profile) | MeetingOpened(profile=profile):
            return f"{event.kind}_{profile}"
        case Printed(files=()):
            return f"{event.kind}_nameless"
        case Named(name=str(name)) if name:
            return f"{event.kind}_person"
    return event.kind


def _facts(event: Event, told: Told) -> dict[str, str]:  # noqa: PLR0911 - one for each kind of event
    language = told.language
    match event:
        case MeetingOpened():
            spoken = filter(None, (event.language, event.second_language))
            return {"language": ", ".join(name_of(code, language) for code in spoken)}
        case PartPassed():
            return {"part": next((e.part_title.to(language) for e in told.review if e.part == event.part), event.part)}
        case PackSwitched() | RoundBegun():
            return {"pack": told.packs[event.pack].to(language) if event.pack in told.packs else event.pack}
        case VersionMoved():
            return {"was": event.was, "now": event.now}
        case ReadTogether():
            why = event.reason
            return {"reason": words(f"carry.why.{why}", language) if why in ON_BEHALF else why}
        case Consented():
            return {"who": event.shown, "why": event.why, "until": form.day(event.until, language)}
        case ConsentText():
            return {"title": calling(event.title), "words": _in_one_line(event.words)}
        case HeldBack():
            return {"what": _named(event.question, told)}
        case Printed():
            return {
                "paper": title_of(event.document, told.language),
                "files": ", ".join(_short_names(event.files)),
                "who": _who(event.who, language),
            }
        case Accessed() | Redacted():
            return {"who": _who(event.who, language), "what": _named(getattr(event, "question", ""), told)}
        case Named():
            return {"label": event.label, "name": event.name}
    return {}


def _short_names(files: Iterable[str]) -> Iterator[str]:
    """Name files; one that is called as the one before it, but for its ending, by its ending."""
    before = ""
    for file in files:
        stem, dot, ending = file.rpartition(".")
        yield f"{dot}{ending}" if dot and stem == before else file
        before = stem


def _in_one_line(text: str) -> str:
    """Put lines after each other, each ended by a sign."""
    *before, last = [line.strip() for line in text.split("\n") if line.strip()] or [""]
    return " ".join([*(line if line.endswith(_ENDS) else f"{line}." for line in before), last])


def _who(name: str, language: str) -> str:
    return name or words("looked.page.someone", language)


def _named(ref: str, told: Told) -> str:
    """Give a question's words by its ref; a step's title by its id."""
    if ref in told.questions:
        return told.questions[ref].ask.to(told.language)
    wanted = ref.removeprefix("activity:")
    titles = (_title(event) for event in reversed(told.events) if wanted == step_of(event))
    return next(filter(None, titles), ref)


# --- the plan


def steps(told: Told, record: Record) -> tuple[CopiedStep, ...]:
    """Give every step and idea that anybody decided on or wrote, with all that was decided, oldest first."""
    names = dict.fromkeys(name for event in told.events if (name := step_of(event)))
    return tuple(_step(name, told, record) for name in names)


def step_of(event: Event) -> str:
    """Name the step or idea that an event decides on or writes; empty for any other event."""
    match event:
        case Decided():
            return event.suggestion
        case ActivityWritten():
            return event.activity
    return ""


def _title(event: Event) -> str:
    return event.fields.get("title", "") if isinstance(event, Decided | ActivityWritten) else ""


def _step(name: str, told: Told, record: Record) -> CopiedStep:
    of_step = [event for event in told.events if step_of(event) == name]
    fields = [event.fields for event in of_step if isinstance(event, Decided | ActivityWritten) and event.fields]
    meeting = words("carry.copy.next_meeting", told.language) if name == NEXT_MEETING else ""
    return CopiedStep(
        title=next(filter(None, map(_title, reversed(of_step))), "") or meeting or _idea(name, told),
        done=tuple(_decided(event, told, record) for event in of_step),
        fields=_listed(fields[-1], told) if fields else (),
    )


def _idea(name: str, told: Told) -> str:
    """Name an idea as its rule does; one that no rule has any more by its id."""
    return told.suggests[name].to(told.language) if name in told.suggests else name


def _decided(event: Event, told: Told, record: Record) -> DatedLine:
    how = event.decision if isinstance(event, Decided) else event.kind
    parts = [words(f"carry.decided.{how}", told.language)]
    if isinstance(event, Decided) and event.words:
        parts.append(words("carry.decided.own_words", told.language, words=event.words))
    if record.taken_back(event):
        parts.append(words("carry.decided.taken_back", told.language))
    return DatedLine(dated_words(event.at, told.language), " ".join(parts))


def _listed(fields: Mapping[str, str], told: Told) -> Blocks:
    points = (_point(_label(name, told), _shown(name, text, told)) for name, text in fields.items() if text)
    return (BulletList(tuple(points)),)


def _point(label: str, text: str) -> Blocks:
    return (Paragraph((Strong(worded(calling(label))), Words(" "), *worded(text))),)


def _label(name: str, told: Told) -> str:
    labels = {field.id: field.label.to(told.language) for kind in told.kinds for field in kind.fields}
    return words(f"carry.field.{name}", told.language) if name in COMMON else labels.get(name, name)


def _shown(name: str, text: str, told: Told) -> str:  # noqa: PLR0911 - one for each sort of field
    """Put a field into words: days as people write them, codes as they read."""
    match name:
        case "start" | "due" | "review_on":
            return form.day(date.fromisoformat(text), told.language)
        case "kind":
            return next((kind.text.to(told.language) for kind in told.kinds if kind.code == text), text)
        case "responsible" | "others":
            return ", ".join(words(f"documents.who.{each}", told.language) for each in text.split(","))
        case "target":
            return words(f"documents.target.{text}", told.language)
        case "topic":
            return next((row.title.to(told.language) for row in told.picture.rows if row.topic == text), text)
        case "nav_decides":
            return words("documents.answer.yes", told.language)
        case "kanal":
            return channel_words(text, told.language)
        case "klokkeslett":
            return clock_words(text, told.language)
    return text
