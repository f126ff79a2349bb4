"""Open the screens and stay until they are closed: talks, practice, or a questionnaire that is being written."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.anew import begin_again
from mapper.hardening import harden
from mapper.tui import crash
from mapper.tui.app import MapperApp

if TYPE_CHECKING:
    from mapper.desk.desk import Desk
    from mapper.desk.keeper import Keeper
    from mapper.settings import Settings


def run(settings: Settings, demo: bool = False, keeper: Keeper | None = None) -> int:
    """Open the screens and stay until they are closed; give the exit code. Locked, the process begins anew instead.

    A `keeper` may hold the vault open already. Raises a Telltale where the conversation would be shown to others.
    """
    return _stay(settings, lambda desk: MapperApp(desk, demo=demo), keeper)


def run_preview(settings: Settings, path: Path) -> int:
    """Open a questionnaire in the screens, and stay until they are closed; give the exit code. Raises a Telltale."""
    from mapper.tui.previewing import PreviewApp

    return _stay(settings, lambda desk: PreviewApp(desk, path))


def _stay(settings: Settings, sit_down: Callable[[Desk], MapperApp], keeper: Keeper | None = None) -> int:
    from mapper.desk.desk import Desk

    harden(settings.language)
    desk = Desk(settings, keeper=keeper)
    try:
        app = sit_down(desk)
        app.run()
    except Exception as error:  # nothing of what went wrong may reach the terminal but its code
        print(crash.page(error, settings.language), file=sys.stderr)
        desk.close()
        return crash.FAILED
    if app.again:
        begin_again(app.language, desk.close)
    desk.close()
    app.lifeline.let_go()
    return app.return_code or 0
