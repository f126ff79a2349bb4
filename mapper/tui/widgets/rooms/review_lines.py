"""What was said, as entries of the review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, TypeAlias

from mapper.interview.model import ReviewLine, Spoken
from mapper.interview.told import hand_words, spoken_words, words_before, words_of_rounds, written_words
from mapper.language import form
from mapper.language.catalogue import words
from mapper.tui.widgets.rooms.entries import Entry, Paragraph

Filter: TypeAlias = Literal["all", "differs", "not_taken_up", "versions"]

SIGNS = {
    "answered": " ", "differs": "~", "versions": "!", "passed_over": "–", "not_asked": "○", "unused": "·",
    "parked": "·",
}  # fmt: skip
_LEAD = 13


def filters(lines: tuple[ReviewLine, ...]) -> tuple[Filter, ...]:
    """Give the filters to offer: that for two versions only where there are some."""
    two = any(line.standing == "versions" for line in lines)
    return ("all", "differs", "not_taken_up", "versions") if two else ("all", "differs", "not_taken_up")


def chosen_lines(lines: tuple[ReviewLine, ...], shown: Filter) -> tuple[ReviewLine, ...]:
    """Choose the lines that a filter shows: all that was said, what differs, two versions, or what has no value yet."""
    if shown in ("differs", "versions"):
        return tuple(line for line in lines if line.standing == shown)
    if shown == "not_taken_up":
        return tuple(line for line in lines if line.standing in ("not_asked", "passed_over"))
    return tuple(line for line in lines if line.standing != "not_asked" or line.redacted_at or line.rounds)


def review_entries(lines: tuple[ReviewLine, ...], language: str, today: date) -> Iterator[Entry]:
    """Give one entry for each line, under a heading for each part."""
    part = ""
    for line in lines:
        name = f"{line.part}@" if line.standing == "parked" else line.part
        if name != part:
            part_title = line.part_title.to(language)
            parked = words("moving.said.heading", language, part=part_title) if line.parked else part_title
            title = Paragraph(parked, style="bold")
            yield Entry(f"part:{name}", (Paragraph(""), title) if part else (title,), heading=True)
            part = name
        yield Entry(line.question.ref, tuple(_paragraphs(line, language, today)))


def _paragraphs(line: ReviewLine, language: str, today: date) -> Iterator[Paragraph]:
    yield Paragraph(line.question.ask.to(language), lead=f"{SIGNS[line.standing]} ")
    if not line.said:
        yield _said("participant", _unsaid(line, language, today), language)
    for spoken in line.said:
        versions = tuple(version for version in line.versions if version.voice == spoken.voice)
        for version in versions or (spoken,):
            yield _said(version.voice, spoken_words(line.question, version, language), language)
            yield from _beside(version, language, written_words(version, today, language) if versions else "")
    yield from (Paragraph(told, lead=" " * _LEAD) for told in words_of_rounds(line, language, today))
    if line.standing == "versions":
        yield Paragraph(f"({words('rooms.versions.standing', language)})", lead=" " * _LEAD)
    if line.view is not None:
        view = words(f"rooms.said.view_{line.view}", language)
        yield _said("participant", f"{view}: {line.view_words}" if line.view_words else view, language)
    yield from (Paragraph(f"({told})", lead=" " * _LEAD) for told in _told_before(line, language))
    if line.parked:
        parked = words(f"moving.said.parked_{line.parked}", language, version=line.asked_in)
        yield Paragraph(f"({parked})", lead=" " * _LEAD)
    if line.standing == "unused":
        yield Paragraph(f"({words('rooms.review.unused', language)})", lead=" " * _LEAD)
    if line.held_back:
        yield Paragraph(f"({words('rooms.said.held_back', language)})", lead=" " * _LEAD)


def _told_before(line: ReviewLine, language: str) -> Iterator[str]:
    """Tell how it was asked and answered before the questions were others; rounds tell that by themselves."""
    rounds = {spoken.event for spoken in line.rounds}
    earlier = (before for before in line.earlier if before.spoken.event not in rounds)
    return words_before(earlier, line.question, line.said, language)


def _unsaid(line: ReviewLine, language: str, today: date) -> str:
    unsaid = words("rooms.said.not_asked", language)
    if line.redacted_at is None:
        return unsaid
    day = form.day(line.redacted_at.date(), language, today)
    return f"{unsaid} ({words('rooms.said.redacted', language, day=day)})"


def _said(voice: str, said: str, language: str) -> Paragraph:
    who = words(f"rooms.common.{voice}", language)
    return Paragraph(said, lead=f"  {who:<{_LEAD - 2}}")


def _beside(spoken: Spoken, language: str, written: str) -> Iterator[Paragraph]:
    """Tell what stands beside a value; `written` names hand and time, where they tell versions apart."""
    if spoken.answer.comment:
        yield Paragraph(words("rooms.review.comment", language, words=spoken.answer.comment), lead=" " * _LEAD)
    if not written and spoken.by != "self" and spoken.voice == "participant":
        written = hand_words(spoken, language)
    if written:
        yield Paragraph(f"({written})", lead=" " * _LEAD)
