"""One line from the terminal that nobody sees, not even whoever types it."""

from __future__ import annotations

import sys
import warnings

from mapper.fault import Fault

_MOST = 1 << 16
"""Characters of a line that are read: what is piped in may have no end of line at all."""


class NotHidden(Fault):
    """Tell that the terminal would show what is typed."""

    code = "cli_not_hidden"


class InputEnded(Fault):
    """Tell that the input ended before all was answered."""

    code = "cli_input_ended"


class LineTooLong(Fault):
    """Tell that a line is longer than anything a person types. Facts: most."""

    code = "cli_line_long"


def read_hidden(prompt: str) -> str:
    """Read a line without showing it; where nobody sits at a terminal, the next line of the input.

    Raises InputEnded at its end, LineTooLong, and NotHidden where the terminal cannot keep it hidden.
    """
    if not sys.stdin.isatty():
        line = sys.stdin.readline(_MOST + 1)
        if not line:
            raise InputEnded
        if len(line) > _MOST:
            raise LineTooLong(most=_MOST)
        return line.rstrip("\r\n")
    from getpass import GetPassWarning, getpass

    with warnings.catch_warnings():
        warnings.simplefilter("error", GetPassWarning)
        try:
            return getpass(f"{prompt} ")
        except GetPassWarning:
            raise NotHidden from None
        except EOFError:
            raise InputEnded from None
