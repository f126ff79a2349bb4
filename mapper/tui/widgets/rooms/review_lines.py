"""What was said, as entries of the review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from mapper.interview.model import ReviewLine, Spoken
from mapper.language.catalogue import words
from mapper.tui.widgets.rooms.entries import Entry, Paragraph
from mapper.tui.widgets.rooms.said import spoken_words

Filter: TypeAlias = Literal["all", "differs", "not_taken_up"]
FILTERS: tuple[Filter, ...] = ("all", "differs", "not_taken_up")

SIGNS = {"answered": " ", "differs": "~", "passed_over": "–", "not_asked": "○", "unused": "·"}
_LEAD = 13


def chosen_lines(lines: tuple[ReviewLine, ...], shown: Filter) -> tuple[ReviewLine, ...]:
    """Choose the lines that a filter shows: all that was said, what differs, or what has no value yet."""
    if shown == "differs":
        return tuple(line for line in lines if line.standing == "differs")
    if shown == "not_taken_up":
        return tuple(line for line in lines if line.standing in ("not_asked", "passed_over"))
    return tuple(line for line in lines if line.standing != "not_asked")


def review_entries(lines: tuple[ReviewLine, ...], language: str) -> Iterator[Entry]:
    """Give one entry for each line, under a heading for each part."""
    part = ""
    for line in lines:
        if line.part != part:
            title = Paragraph(line.part_title.to(language), style="bold")
            yield Entry(f"part:{line.part}", (Paragraph(""), title) if part else (title,), heading=True)
            part = line.part
        yield Entry(line.question.ref, tuple(_paragraphs(line, language)))


def _paragraphs(line: ReviewLine, language: str) -> Iterator[Paragraph]:
    yield Paragraph(line.question.ask.to(language), lead=f"{SIGNS[line.standing]} ")
    if not line.said:
        yield _said("participant", words("rooms.said.not_asked", language), language)
    for spoken in line.said:
        yield _said(spoken.voice, spoken_words(line.question, spoken, language), language)
        yield from _beside(spoken, language)
    if line.view is not None:
        view = words(f"rooms.said.view_{line.view}", language)
        yield _said("participant", f"{view}: {line.view_words}" if line.view_words else view, language)
    if line.standing == "unused":
        yield Paragraph(f"({words('rooms.review.unused', language)})", lead=" " * _LEAD)
    if line.held_back:
        yield Paragraph(f"({words('rooms.said.held_back', language)})", lead=" " * _LEAD)


def _said(voice: str, said: str, language: str) -> Paragraph:
    who = words(f"rooms.common.{voice}", language)
    return Paragraph(said, lead=f"  {who:<{_LEAD - 2}}")


def _beside(spoken: Spoken, language: str) -> Iterator[Paragraph]:
    if spoken.answer.comment:
        yield Paragraph(words("rooms.review.comment", language, words=spoken.answer.comment), lead=" " * _LEAD)
    if spoken.by != "self" and spoken.voice == "participant":
        yield Paragraph(f"({words(f'rooms.said.by_{spoken.by}', language)})", lead=" " * _LEAD)
