"""What the process may not do while it holds a conversation: be dumped, be followed, or leave files that others read.

Called at the start of the screens, of the lines and of the vault's commands, before anything secret is read.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
import threading
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import Final

from mapper.fault import Fault
from mapper.language.catalogue import words

_NOT_DUMPABLE: Final = (4, 0)
"""PR_SET_DUMPABLE to no: no core, and no other program of the same user reads the memory (Linux)."""


class Telltale(Fault):
    """Base of the refusals to start: a variable would show the conversation to others. Facts: name."""


class Copied(Telltale):
    """Tell that a variable makes Textual write what is on the screen to a file."""

    code = "start_copied"


class Followed(Telltale):
    """Tell that a variable lets another program follow what happens on the screen."""

    code = "start_followed"


class Pressed(Telltale):
    """Tell that a variable makes Textual press keys that nobody pressed."""

    code = "start_pressed"


class Drawn(Telltale):
    """Tell that a variable hands the screen and the keys to another piece of code."""

    code = "start_drawn"


class KeptOpen(Telltale):
    """Tell that a variable or option of Python leaves the program's memory open to be looked into afterwards."""

    code = "start_kept_open"


TELLTALES: Final[Mapping[str, type[Telltale]]] = {
    "TEXTUAL_LOG": Copied,
    "TEXTUAL_SCREENSHOT": Copied,
    "TEXTUAL_SCREENSHOT_LOCATION": Copied,
    "TEXTUAL_SCREENSHOT_FILENAME": Copied,
    "TEXTUAL_DEBUG": Followed,
    "TEXTUAL_DEVTOOLS_HOST": Followed,
    "TEXTUAL_DEVTOOLS_PORT": Followed,
    "TEXTUAL_PRESS": Pressed,
    "TEXTUAL_DRIVER": Drawn,
    "PYTHONINSPECT": KeptOpen,
}
"""Variables with which the program does not start, whatever their value, and what each would do."""
_FOLLOWING: Final = frozenset({"debug", "devtools"})
"""What the variable TEXTUAL may name, comma between, that lets others follow."""
HARMLESS: Final = ("TEXTUAL", "TEXTUAL_THEME", "TEXTUAL_SHOW_RETURN")
"""Variables that the program does without: they change its look, or write on the terminal after it."""


def harden(language: str = "nb", environment: MutableMapping[str, str] = os.environ) -> None:
    """Close the ways out of this process for what it holds. Raises a Telltale; what a system cannot do is left out."""
    refuse_telltales(environment)
    for name in HARMLESS:
        environment.pop(name, None)
    os.umask(0o077)
    faulthandler.disable()
    _no_core()
    _not_dumpable()
    _say_nothing(language)


def refuse_telltales(environment: Mapping[str, str]) -> None:
    """Raise a Telltale where a variable would show the conversation to others."""
    for name, refusal in TELLTALES.items():
        if environment.get(name):
            raise refusal(name=name)
    if _FOLLOWING & {feature.strip().lower() for feature in environment.get("TEXTUAL", "").split(",")}:
        raise Followed(name="TEXTUAL")
    if sys.flags.inspect:
        raise KeptOpen(name="python -i")


def _no_core() -> None:
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _not_dumpable() -> None:
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(*_NOT_DUMPABLE, 0, 0, 0)


def _say_nothing(language: str) -> None:
    """Keep Python from writing an exception with its message, which may hold an answer."""
    sys.excepthook = partial(_name_only, language)
    threading.excepthook = _nothing
    sys.unraisablehook = _nothing
    sys.breakpointhook = _nothing
    logging.lastResort = None
    logging.raiseExceptions = False


def _name_only(language: str, kind: type[BaseException], _error: BaseException, _at: TracebackType | None) -> None:
    print(words("cli.unexpected.says", language, kind=kind.__name__), file=sys.__stderr__)


def _nothing(*_: object) -> None:
    """Say nothing."""
