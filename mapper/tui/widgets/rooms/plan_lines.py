"""The plan as entries of its lanes, and each entry as paragraphs of details."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mapper.interview.model import View
from mapper.language import form
from mapper.language.catalogue import words
from mapper.plan.model import Activity, Idea, Kind, Plan, Suggestion
from mapper.tui.widgets.rooms.entries import Entry, Paragraph

MORE, OWN = "more", "own"

if TYPE_CHECKING:
    from mapper.interview.model import Voice

READERS: tuple[Voice, ...] = ("participant", "caseworker")
CLOSING = ("next_meeting", "unmet", "unasked", "assessment", "read")
IDEA, ACTIVITY, REFUSED, CLOSE = "idea:", "activity:", "refused:", "closing:"


@dataclass(frozen=True, slots=True)
class Told:
    """What the lanes need besides the plan: how to name a question and quote its answer, and what stands written."""

    language: str
    ask: Callable[[str], str]
    said: Callable[[str], tuple[tuple[str, str], ...]]
    today: date | None = None
    coming: Activity | None = None
    kinds: tuple[Kind, ...] = ()
    assessment: str = ""
    assessment_versions: int = 0
    assessment_view: View | None = None
    assessment_words: str = ""
    read_by: tuple[Voice, ...] = ()

    @property
    def read(self) -> bool:
        """Tell whether both have read it together as it stands."""
        return set(READERS) <= set(self.read_by)

    def say(self, name: str, **values: object) -> str:
        """Give the plan's own words."""
        return words(f"rooms.plan.{name}", self.language, **values)

    def who(self, responsible: str) -> str:
        """Name who is responsible."""
        return words(f"rooms.who.{responsible}", self.language)

    def day(self, day: date) -> str:
        """Write a day; the year goes where it is this year."""
        return form.day(day, self.language, self.today)

    def field(self, activity: Activity, field: str) -> str:
        """Name a field as Nav's form names it."""
        kind = next((kind for kind in self.kinds if kind.code == activity.kind), None)
        known = {known.id: known.label.to(self.language) for known in kind.fields} if kind else {}
        return known.get(field, field)


def _reason(suggestion: Suggestion, told: Told) -> str:
    return " ".join(text.to(told.language) for text in suggestion.because)


def idea_entry(idea: Idea, told: Told, prefix: str = IDEA) -> Entry:
    """Show a suggestion in its lane: what, and why."""
    title = idea.suggestion.title.to(told.language)
    put_off = f" ({told.say('put_off')})" if idea.decision == "later" else ""
    lines = [Paragraph(title + put_off, style="bold")]
    if idea.words:
        lines.append(Paragraph(told.say("your_words", words=idea.words), lead="  "))
    elif idea.decision != "no":
        lines.append(Paragraph(told.say("because", reason=_reason(idea.suggestion, told)), lead="  "))
    return Entry(f"{prefix}{idea.suggestion.key}", (*lines, Paragraph("")))


def activity_entry(activity: Activity, told: Told) -> Entry:
    """Show a step that they will try: what, who, when, and what is wrong with it."""
    marks = [told.say(mark) for mark in ("changed", "stale") if getattr(activity, mark)]
    title = activity.title + (f" ({', '.join(marks)})" if marks else "")
    who = told.who(activity.responsible)
    when = activity.due or activity.start
    line = told.say("who_when", who=who, when=told.day(when)) if when else told.say("who_only", who=who)
    lines = [Paragraph(title, style="bold"), Paragraph(line, lead="  ")]
    if activity.missing:
        lines.append(Paragraph(told.say("missing", fields=_missing(activity, told)), lead="! "))
    return Entry(f"{ACTIVITY}{activity.id}", (*lines, Paragraph("")))


def _missing(activity: Activity, told: Told) -> str:
    return ", ".join(told.field(activity, field) for field in activity.missing)


def idea_entries(plan: Plan, told: Told, everything: bool) -> tuple[Entry, ...]:
    """Show the up to three ideas to begin with, the rest behind one entry, and last the way to an own step."""
    by_key = {idea.suggestion.key: idea for idea in plan.ideas}
    first = [by_key[key] for key in plan.first if key in by_key] or list(plan.ideas[:3])
    rest = [idea for idea in plan.ideas if idea not in first]
    shown = first + (rest if everything else [])
    entries = [idea_entry(idea, told) for idea in shown]
    if rest:
        label = told.say("fewer") if everything else told.say("more", n=len(rest))
        entries.insert(len(entries) if not everything else len(first), Entry(MORE, (Paragraph(label), Paragraph(""))))
    if not plan.ideas:
        entries.append(_empty("no_ideas", told))
    return (*entries, Entry(OWN, (Paragraph(told.say("own")),)))


def try_entries(plan: Plan, told: Told) -> tuple[Entry, ...]:
    """Show what they will try."""
    return tuple(activity_entry(activity, told) for activity in plan.will_try) or (_empty("no_tries", told),)


def refused_entries(plan: Plan, told: Told) -> tuple[Entry, ...]:
    """Show what was not chosen, with the participant's words where they gave some."""
    return tuple(idea_entry(idea, told, REFUSED) for idea in plan.not_chosen) or (_empty("no_refused", told),)


def closing_entries(plan: Plan, told: Told) -> tuple[Entry, ...]:
    """Show what every plan ends with, one line each."""
    state = {
        "next_meeting": next_meeting_words(plan, told),
        "unmet": told.say("unmet_some", n=len(plan.unmet)) if plan.unmet else told.say("unmet_none"),
        "unasked": "" if plan.unasked else told.say("unasked_none"),
        "assessment": _assessment_state(told),
        "read": told.say("read_done" if told.read else "read_none"),
    }
    return tuple(
        Entry(f"{CLOSE}{name}", (Paragraph(f"{told.say(name)}: {state[name]}" if state[name] else told.say(name)),))
        for name in CLOSING
    )


def next_meeting_words(plan: Plan, told: Told) -> str:
    """Say when they meet next; of a meeting that is over, that it was the last one."""
    if told.coming:
        return meeting_words(told.coming, told)
    none, last = told.say("next_meeting_none"), plan.next_meeting
    return told.say("next_meeting_over", none=none, day=told.day(last.start)) if last and last.start else none


def meeting_words(meeting: Activity, told: Told) -> str:
    """Say when, how and where the next meeting is."""
    fields = meeting.fields
    day = meeting.start or meeting.due
    channel = fields.get("kanal", "")
    channels = words(f"documents.channel.{channel}", told.language) if channel else ""
    parts = [told.day(day) if day else "", fields.get("klokkeslett", ""), channels, fields.get("adresse", "")]
    return ", ".join(part for part in parts if part)


def _empty(name: str, told: Told) -> Entry:
    return Entry(f"empty:{name}", (Paragraph(told.say(name)), Paragraph("")), heading=True)


def lane_heading(name: str, told: Told) -> Entry:
    """Head a lane where the lanes stand in one list."""
    return Entry(f"lane:{name}", (Paragraph(""), Paragraph(told.say(name), style="bold")), heading=True)


def idea_details(idea: Idea, told: Told) -> Iterator[Paragraph]:
    """Tell why a suggestion stands here, whose words it rests on, what it asks and what comes next."""
    suggestion = idea.suggestion
    yield Paragraph(suggestion.title.to(told.language), style="bold")
    yield Paragraph(_reason(suggestion, told), lead=f"{told.say('why')}  ")
    if suggestion.quote:
        yield from _rests_on(suggestion.answers, told)
    yield Paragraph(told.say("rule"), lead="  ")
    for name, text in (("asks", suggestion.describe), ("purpose", suggestion.purpose), ("measure", suggestion.measure)):
        if text is not None:
            yield Paragraph(text.to(told.language), lead=f"{told.say(name)}  ")
    step = told.say("step", who=told.who(suggestion.responsible), when=told.day(suggestion.due))
    yield Paragraph(step[:1].upper() + step[1:], lead=f"{told.say('next_step')}  ")
    yield from _company(suggestion, told)
    yield from _warnings(suggestion.nav_decides, suggestion.held_back, told)
    if idea.words:
        yield Paragraph(told.say("your_words", words=idea.words), lead="  ")


def _company(suggestion: Suggestion, told: Told) -> Iterator[Paragraph]:
    if suggestion.partner is not None:
        yield Paragraph(suggestion.partner.to(told.language), lead=f"{told.say('partner')}  ")
    if suggestion.others:
        yield Paragraph(", ".join(told.who(other) for other in suggestion.others), lead=f"{told.say('others')}  ")
    for law in suggestion.law:
        yield Paragraph(law.to(told.language), lead=f"{told.say('law')}  ")


def _rests_on(refs: tuple[str, ...], told: Told) -> Iterator[Paragraph]:
    for ref in refs:
        for voice, said in told.said(ref):
            yield Paragraph(f"{told.say(f'words_{voice}')}: {said} ({told.ask(ref)})", lead="  ")


def _warnings(nav_decides: bool, held_back: bool, told: Told) -> Iterator[Paragraph]:
    if nav_decides:
        yield Paragraph(told.say("nav_yes"), lead="! ")
    if held_back:
        yield Paragraph(told.say("held_back"), lead="! ")


def activity_details(activity: Activity, told: Told) -> Iterator[Paragraph]:
    """Tell everything that a step of the draft says."""
    yield Paragraph(activity.title, style="bold")
    when = activity.due or activity.start
    who = told.who(activity.responsible)
    yield Paragraph(told.say("who_when", who=who, when=told.day(when)) if when else told.say("who_only", who=who))
    for name, text in (("why", activity.reason), ("purpose", activity.purpose), ("asks", activity.description)):
        if text:
            yield Paragraph(text, lead=f"{told.say(name)}  ")
    for name, text in (("partner", activity.partner), ("support", activity.support)):
        if text:
            yield Paragraph(text, lead=f"{told.say(name)}  ")
    if activity.days:
        yield Paragraph(told.say("days", days=", ".join(told.day(day) for day in activity.days)))
    if activity.with_whom:
        yield Paragraph(told.say("with_whom", who=activity.with_whom))
    if activity.review_on and not activity.days:
        yield Paragraph(told.say("review_on", when=told.day(activity.review_on)))
    if activity.words:
        yield Paragraph(told.say("your_words", words=activity.words))
    if activity.missing:
        yield Paragraph(told.say("missing", fields=_missing(activity, told)), lead="! ")
    if activity.stale:
        yield Paragraph(told.say("stale"), lead="! ")
    yield from _warnings(activity.nav_decides, activity.held_back, told)


def closing_details(name: str, plan: Plan, told: Told) -> Iterator[Paragraph]:
    """Tell what stands behind one of the plan's closing lines."""
    yield Paragraph(told.say(name), style="bold")
    if name == "next_meeting":
        yield Paragraph(next_meeting_words(plan, told))
    elif name == "unmet":
        yield from _unmet(plan, told)
    elif name == "unasked":
        yield Paragraph(told.say("unasked_why" if plan.unasked else "unasked_none"))
        for unasked in plan.unasked:
            yield Paragraph(f"{told.ask(unasked.ref)} ({told.say(f'cause_{unasked.cause}')})", lead="○ ")
    elif name == "assessment":
        yield from _assessment(told)
    else:
        yield Paragraph(told.say("read_done" if told.read else "read_none"))
        if told.read_by and not told.read:
            yield Paragraph(told.say(f"read_only_{told.read_by[0]}"), lead="✓ ")
        yield Paragraph(told.say("read_why"))


def _unmet(plan: Plan, told: Told) -> Iterator[Paragraph]:
    yield Paragraph(told.say("unmet_why" if plan.unmet else "unmet_none"))
    for need in plan.unmet:
        urgent = f" ({told.say('unmet_urgent')})" if need.urgent else ""
        yield Paragraph(need.title.to(told.language) + urgent, lead="! " if need.urgent else "○ ")


def _assessment_state(told: Told) -> str:
    if told.assessment_versions:
        return words("rooms.versions.standing", told.language)
    return told.say("assessment_some" if told.assessment else "assessment_none")


def _assessment(told: Told) -> Iterator[Paragraph]:
    yield Paragraph(told.assessment or told.say("assessment_why"))
    if told.assessment_view is not None:
        view = words(f"rooms.said.view_{told.assessment_view}", told.language)
        with_words = f"{view}: {told.assessment_words}" if told.assessment_words else view
        yield Paragraph(with_words, lead=f"{told.say('assessment_answer')}: ")
