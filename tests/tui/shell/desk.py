"""A desk in a temporary folder, with a fixed clock and an office that has said who reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from mapper.desk import Desk
from mapper.settings import Settings
from mapper.tui.app import MapperApp

NOW = datetime(2026, 3, 14, 10, 42, tzinfo=ZoneInfo("Europe/Oslo"))
OFFICE = "name: Nav Eksempelby\nwho_can_read: {nb: Jeg og de som tar over for meg.}\nkept: {nb: Til vi er ferdige.}\n"


def settings_in(folder: Path, *, office: bool = True, language: str = "nb", theme: str = "light") -> Settings:
    """Make settings for folders under `folder`."""
    (folder / "office").mkdir(exist_ok=True)
    if office:
        (folder / "office" / "office.yaml").write_text(OFFICE, encoding="utf-8")
    return Settings(folder / "data", folder / "office", folder / "exports", language=language, theme=theme)


def desk_in(
    folder: Path, *, office: bool = True, language: str = "nb", clock: Callable[[], datetime] | None = None
) -> Desk:
    """Sit down at a desk under `folder`."""
    return Desk(settings_in(folder, office=office, language=language), clock=clock or (lambda: NOW))


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
