"""What the program tells its rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from mapper.meeting.meeting import Change


class Changed(Message):
    """An act is done and saved; `change` says what it touched."""

    bubble = False

    def __init__(self, change: Change) -> None:
        super().__init__()
        self.change = change
