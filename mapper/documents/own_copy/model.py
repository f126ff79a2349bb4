"""What the template of the participant's own copy is told."""

from __future__ import annotations

from dataclasses import dataclass

from mapper.documents.blocks import Blocks
from mapper.documents.pages.model import Common
from mapper.language.text import Text


@dataclass(frozen=True, slots=True)
class DatedLine:
    """One thing that was done: its day and time, and what it was."""

    when: str
    words: str


@dataclass(frozen=True, slots=True)
class CopiedSpeech:
    """One thing that was said or written, with who, when, and what became of it; own words beside it may be empty."""

    speaker: str
    words: Blocks
    comment: str


@dataclass(frozen=True, slots=True)
class CopiedQuestion:
    """One question with everything that was ever said to it, oldest first."""

    question: Text
    held_back: bool
    said: tuple[CopiedSpeech, ...]
    views: tuple[CopiedSpeech, ...]


@dataclass(frozen=True, slots=True)
class CopiedPart:
    """One part of the talk."""

    title: Text
    questions: tuple[CopiedQuestion, ...]


@dataclass(frozen=True, slots=True)
class CopiedStep:
    """One step or idea: what was decided about it, and its fields as they read last, if it has any."""

    title: str
    done: tuple[DatedLine, ...]
    fields: Blocks


@dataclass(frozen=True, slots=True)
class CopyPage(Common):
    """The participant's own copy of everything."""

    label: str
    without_held_back: bool
    meetings: tuple[DatedLine, ...]
    parts: tuple[CopiedPart, ...]
    assessments: tuple[CopiedSpeech, ...]
    plan: tuple[CopiedStep, ...]
    consents: tuple[DatedLine, ...]
    held: tuple[DatedLine, ...]
    papers: tuple[DatedLine, ...]
    looked: tuple[DatedLine, ...]
    deleted: tuple[DatedLine, ...]
    names: tuple[DatedLine, ...]
