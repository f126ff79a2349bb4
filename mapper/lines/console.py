"""One line out, one line in: all that a plain conversation needs of a terminal."""

from __future__ import annotations

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
        """Print a line, cleaned."""
        print(clean(line), flush=True)

    def read(self, prompt: str = "") -> str:
        """Read a cleaned line. Raises Stop at the end of input."""
        try:
            return clean_line(input(f"{clean_line(prompt)} "))
        except EOFError:
            raise Stop from None
