"""One line out, one line in: all that a plain conversation needs of a terminal."""

from __future__ import annotations

import sys
from shutil import get_terminal_size
from textwrap import wrap
from typing import Protocol

from mapper.language.clean import clean, clean_line


class Stop(Exception):
    """Raised when the person ends the conversation, or the input does."""


class Console(Protocol):
    """Say lines and read lines."""

    def tell(self, line: str = "") -> None:
        """Give one line."""

    def read(self, prompt: str = "") -> str:
        """Read one line. Raises Stop where there are no more."""


class Terminal:
    """The terminal that the program was started in."""

    def tell(self, line: str = "") -> None:
        """Print a line, cleaned; on a screen no word is cut in two."""
        columns = get_terminal_size().columns if sys.stdout.isatty() else 0
        print(wrapped(clean(line), columns) if columns else clean(line), flush=True)

    def read(self, prompt: str = "") -> str:
        """Read a cleaned line. Raises Stop at the end of input."""
        try:
            return clean_line(input(f"{clean_line(prompt)} "))
        except EOFError:
            raise Stop from None


def wrapped(text: str, columns: int) -> str:
    """Break lines between words; a path or a word that is longer than a line is left whole, to be copied."""
    broken = (wrap(line, columns, break_long_words=False, break_on_hyphens=False) for line in text.split("\n"))
    return "\n".join("\n".join(lines) for lines in broken)
