"""The recovery key on the screen: shown once in its groups, then typed back from the paper."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from mapper.desk.unlocking import groups
from mapper.language.catalogue import words
from mapper.tui.show import plain, plain_line
from mapper.tui.widgets.secret import Secret

_IN_ROW, _APART = 4, 4


class ShownKey(Vertical):
    """Shows a recovery key to be written down. What is drawn cannot be marked, and so not be copied."""

    DEFAULT_CSS = """
    ShownKey {
        height: auto;
        & Static { height: auto; max-width: 76; }
        & #groups { margin: 1 0 1 2; text-style: bold; }
        & #paper { margin: 0 0 1 0; }
    }
    """
    ALLOW_SELECT = False

    def compose(self) -> ComposeResult:
        """Put the key between what it is for and what to do with it."""
        yield Static(id="what", markup=False)
        yield _Groups(id="groups", markup=False)
        yield Static(id="paper", markup=False)
        yield Static(id="lost", classes="quiet", markup=False)

    def say(self, language: str) -> None:
        """Say everything in a language."""
        for name in ("what", "paper", "lost"):
            self.query_one(f"#{name}", Static).update(plain(words(f"opening.recovery.{name}", language)))

    def show(self, key: str) -> None:
        """Draw a key, its groups numbered as they are told when one of them is mistyped."""
        told = [f"{number} {group}" for number, group in enumerate(groups(key), 1)]
        rows = [told[start : start + _IN_ROW] for start in range(0, len(told), _IN_ROW)]
        lines = [plain_line_apart(row) for row in rows]
        self.query_one("#groups", Static).update(Content("\n").join(lines))

    def forget(self) -> None:
        """Let go of the key."""
        self.query_one("#groups", Static).update("")


class _Groups(Static):
    ALLOW_SELECT = False


def plain_line_apart(parts: list[str]) -> Content:
    """Put parts on one line with room between."""
    return Content(" " * _APART).join([plain_line(part) for part in parts])


class TypedKey(Vertical):
    """Takes a recovery key as somebody types it from the paper."""

    DEFAULT_CSS = """
    TypedKey {
        height: auto;
        & Static { height: auto; max-width: 76; }
        & Secret { max-width: 60; }
    }
    """

    def compose(self) -> ComposeResult:
        """Put the line under what to type."""
        yield Static(id="key-ask", classes="ask", markup=False)
        yield Secret(id="key", seen=True)
        yield Static(id="key-how", classes="quiet", markup=False)

    def say(self, language: str, ask: str) -> None:
        """Say everything in a language; `ask` is the catalogue key of what is asked."""
        self.query_one("#key-ask", Static).update(words(ask, language))
        self.query_one("#key-how", Static).update(plain(words("opening.recovery.how", language)))

    @property
    def line(self) -> Secret:
        """Give the line itself."""
        return self.query_one("#key", Secret)
