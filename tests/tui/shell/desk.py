"""A desk in a temporary folder, with a fixed clock and an office that has said who reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from mapper.desk.desk import Desk
from mapper.settings import Settings
from mapper.tui.app import MapperApp
from tests.offices import write_office
from tests.vaults import open_keeper

NOW = datetime(2026, 3, 14, 10, 42, tzinfo=ZoneInfo("Europe/Oslo"))


def settings_in(folder: Path, *, office: bool = True, language: str = "nb", theme: str = "light") -> Settings:
    """Make settings for folders under `folder`."""
    (folder / "office").mkdir(exist_ok=True)
    if office:
        write_office(folder / "office")
    return Settings(folder / "data", folder / "office", folder / "exports", language=language, theme=theme)


def desk_in(
    folder: Path, *, office: bool = True, language: str = "nb", clock: Callable[[], datetime] | None = None
) -> Desk:
    """Sit down at a desk under `folder`."""
    settings = settings_in(folder, office=office, language=language)
    return Desk(settings, clock=clock or (lambda: NOW), keeper=open_keeper(settings.data))


def app_in(folder: Path, *, office: bool = True, language: str = "nb", demo: bool = False) -> MapperApp:
    """Make the program at a desk under `folder`."""
    return MapperApp(desk_in(folder, office=office, language=language), demo=demo)


def yesterdays_talk(folder: Path, name: str = "") -> str:
    """Hold a conversation the day before; give its case."""
    desk = desk_in(folder, clock=lambda: NOW - timedelta(days=1))
    meeting = desk.new("short", "nb")
    if name:
        meeting.name("Samtale 13. mars", name)
    meeting.close()
    desk.close()
    return meeting.case
