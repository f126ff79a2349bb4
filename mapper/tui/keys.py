"""Every key as data: bindings, the key bar, the help page and the docs are made from this registry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from textual.binding import Binding

EVERYWHERE: Final = "everywhere"
MEETING: Final = "meeting"
"""Where a conversation is open, whatever the room."""
WRITING: Final = "writing"
"""In a field where text is typed: shown in the help, bound by the field."""
CHOOSING: Final = "choosing"
LARGE: Final = "large"
"""In the large view, which shows only the way out of it and the curtain."""
_SHARED: Final = frozenset({EVERYWHERE, MEETING, WRITING, CHOOSING, LARGE})


@dataclass(frozen=True, slots=True)
class Key:
    """One key: `keys` as Textual names them, what it does, and where it works.

    `where` is one of the places above or a room. Its words are `tui.keys.<id>`, in a room `rooms.keys.<id>` (short, for
    the bar), and the same with `_tip` (for the help).
    Lower `rank` stays longer in a narrow bar; 0 never goes. Without `rank` it is on the help page only.
    """

    id: str
    keys: str
    action: str = ""
    where: str = EVERYWHERE
    rank: int | None = None
    priority: bool = False
    shown: str = ""

    @property
    def words(self) -> str:
        """Name the catalogue key of its short words."""
        return f"tui.keys.{self.id}" if self.where in _SHARED else f"rooms.keys.{self.id}"

    @property
    def tip(self) -> str:
        """Name the catalogue key of the sentence on the help page."""
        return f"tui.keys.{self.id}_tip" if self.where in _SHARED else f"rooms.keys.{self.id}_tip"

    @property
    def label(self) -> str:
        """Name the key as it stands on a keyboard."""
        return self.shown or _on_keyboard(self.keys.split(",")[0])


def _on_keyboard(key: str) -> str:
    return "+".join(part.upper() if len(part) <= 3 and part[0] == "f" else part.capitalize() for part in key.split("+"))


KEYS: Final[tuple[Key, ...]] = (
    Key("help", "f1", "app.help", rank=4),
    Key("questions", "f2", "app.go('questions')", MEETING, rank=9),
    Key("parts", "f3", "app.go('parts')", MEETING, rank=5),
    Key("picture", "f4", "app.go('picture')", MEETING, rank=6),
    Key("plan", "f5", "app.go('plan')", MEETING, rank=6),
    Key("documents", "f6", "app.go('documents')", MEETING, rank=7),
    Key("language", "f7", "app.language", rank=8),
    Key("large", "f8", "app.large", rank=8),
    Key("review", "f9", "app.go('review')", MEETING, rank=7),
    Key("menu", "f10", "app.menu", rank=1),
    Key("curtain", "f12", "app.curtain", rank=0, priority=True),
    Key("lock", "ctrl+l", "app.lock", priority=True),
    Key("close", "ctrl+q", "app.leave", rank=10, priority=True),
    Key("usual", "f8", where=LARGE, action="app.large", rank=1),
    Key("hide", "f12", where=LARGE, action="app.curtain", rank=0),
    Key("undo", "ctrl+z", "app.undo", MEETING),
    Key("redo", "ctrl+y", "app.redo", MEETING),
    Key("back", "escape", "", EVERYWHERE, shown="Esc"),
    Key("field", "tab", "", EVERYWHERE, shown="Tab"),
    Key("field_back", "shift+tab", "", EVERYWHERE, shown="Shift+Tab"),
    Key("move", "up,down", "", CHOOSING, shown="↑ ↓"),
    Key("choose", "enter,space", "", CHOOSING, shown="Enter"),
    Key("unchoose", "delete,backspace", "", CHOOSING, shown="Del"),
    Key("untype", "ctrl+z", "", WRITING, shown="Ctrl+Z"),
    Key("copy", "ctrl+c", "", WRITING, shown="Ctrl+C"),
    Key("paste", "ctrl+v", "", WRITING, shown="Ctrl+V"),
    Key("next", "ctrl+down", "screen.next", "questions", rank=2, shown="Ctrl+↓"),
    Key("previous", "ctrl+up", "screen.previous", "questions", shown="Ctrl+↑"),
    Key("start", "ctrl+down", "screen.start", "card", rank=2, shown="Ctrl+↓"),
    Key("go_to", "enter", "", "parts", rank=0, shown="Enter"),
    Key("leave", "escape", "screen.leave", "parts", rank=2, shown="Esc"),
    Key("erase", "delete", "screen.erase", "cases", shown="Del"),
    Key("open", "enter", "", "review", rank=0, shown="Enter"),
    Key("level", "left,right", "", "picture", rank=1, shown="← →"),
    Key("mark", "enter", "", "picture", rank=1, shown="Enter"),
    Key("no_level", "delete", "", "picture", rank=2),
    Key("table", "v", "screen.table", "picture", rank=2),
    Key("decide", "enter", "", "plan", rank=1, shown="Enter"),
    Key("lane", "left,right", "", "plan", shown="← →"),
    Key("lanes", "escape", "screen.lanes", "plan", shown="Esc"),
    Key("read", "up,down", "", "documents", rank=1, shown="↑ ↓"),
    Key("change", "enter", "", "documents", rank=2),
    Key("put_back", "delete", "screen.put_back", "documents"),
    Key("kinds", "escape", "screen.kinds", "documents", shown="Esc"),
)
"""All keys, in the order of the key bar and the help page."""


def in_bar(where: Iterable[str]) -> tuple[Key, ...]:
    """Give the keys that a bar shows in these places, in order."""
    places = frozenset(where)
    return tuple(key for key in KEYS if key.where in places and key.rank is not None)


def bindings(where: Iterable[str]) -> list[Binding]:
    """Make Textual's bindings of the keys that have an action in these places."""
    places = frozenset(where)
    return [
        Binding(key.keys, key.action, key.id, show=False, priority=key.priority)
        for key in KEYS
        if key.action and key.where in places
    ]
