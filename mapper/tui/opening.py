"""Which rooms there are, and which one opens when two people sit down."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

from textual.screen import Screen

if TYPE_CHECKING:
    from mapper.meeting.meeting import Meeting


ROOMS: Final = {
    "home": "home:Home",
    "cases": "cases:Cases",
    "begin": "begin:Begin",
    "settings": "settings:SettingsPage",
    "office": "office:OfficePage",
    "due": "due:DuePage",
    "erase": "erase:ErasePage",
    "looked": "looked:LookedPage",
    "consents": "consents:ConsentsPage",
    "share": "share:SharePage",
    "packs": "packs:PacksPage",
    "moving": "moving:MovingPage",
    "first": "first:FirstRun",
    "unlock": "unlock:Unlock",
    "recover": "recover:Recover",
    "vault": "vault:VaultPage",
    "change": "change:ChangePassphrase",
    "renew": "renew:RenewRecovery",
    "help": "help:Help",
    "findings": "findings:FindingsPage",
    "card": "card:CardRoom",
    "questions": "questions:QuestionsRoom",
    "parts": "parts:PartsRoom",
    "alone": "alone:AloneRoom",
    "review": "review:ReviewRoom",
    "picture": "picture:PictureRoom",
    "plan": "plan:PlanRoom",
    "documents": "documents:DocumentsRoom",
}
"""Module and class of each room, under `screens/`; loaded when first opened."""
IN_MEETING: Final = frozenset(
    {
        "card",
        "questions",
        "parts",
        "alone",
        "review",
        "picture",
        "plan",
        "documents",
        "looked",
        "consents",
        "share",
        "packs",
        "moving",
    }
)


def load(name: str) -> Screen[Any]:
    """Make the room of this name."""
    module, _, kind = ROOMS[name].partition(":")
    screen: Screen[Any] = getattr(importlib.import_module(f"mapper.tui.screens.{module}"), kind)()
    return screen


def room_of(meeting: Meeting, ref: str) -> str:
    """Name the room of a question. The card has a line for each of its own, and no room for two versions."""
    asking = meeting.asking(ref)
    card = any(each.id == asking.part and each.kind == "card" for each in meeting.parts())
    return "card" if card and not asking.versions else "questions"


def first_page(meeting: Meeting) -> tuple[str, str | None]:
    """Name the room to open, and the question in it; without one, it goes on where they stopped.

    The card comes first until it is passed or something else was said. Practice begins at the start of a part, for
    the made-up person stopped in the middle of one.
    """
    parts = meeting.parts()
    if not meeting.begun and any(part.kind == "card" and part.state != "done" for part in parts):
        return "card", None
    first = meeting.first() if meeting.practice else None
    part = next((part for part in parts if first in part.refs), None)
    return "questions", part.refs[0] if part else None
