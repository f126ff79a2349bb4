"""The folders and choices of this machine.

Choices stand in `settings.toml` in the data folder. A damaged file never stops the program: the defaults hold, and a
notice says so.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

from mapper.fault import Fault
from mapper.files import write_whole
from mapper.language.text import SCREEN_LANGUAGES

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "language": SCREEN_LANGUAGES,
    "second_language": ("", *SCREEN_LANGUAGES),
    "theme": ("light", "dark"),
    "profile": ("short", "full"),
    "hide_after": ("2", "1"),
    "lock_after": ("10", "5", "2"),
    "formats": tuple(" ".join(some) for n in range(1, 5) for some in combinations(("pdf", "docx", "html", "md"), n)),
}
"""What may be chosen, by name; the first of each holds until somebody chooses. Minutes begin with the longest allowed,
so that nothing in the file makes the screen stay open longer. Formats are those that a paper was last saved in."""

_MAX_BYTES = 64_000


class SettingsDamaged(Fault):
    """Tell that the settings could not be read, wholly or in part, and defaults hold. Facts: path."""

    code = "settings_damaged"


class SettingsUnsaved(Fault):
    """Tell that the settings could not be written; the old ones stand. Facts: path."""

    code = "settings_unsaved"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie on this machine, and what its people chose. `notices` tell what went wrong in reading them."""

    data: Path
    office: Path
    exports: Path
    language: str = "nb"
    second_language: str = ""
    theme: str = "light"
    profile: str = "short"
    hide_after: str = "2"
    lock_after: str = "10"
    formats: str = "pdf"
    notices: tuple[Fault, ...] = ()

    @property
    def file(self) -> Path:
        """Name the file in which the choices are kept."""
        return self.data / "settings.toml"


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings of this machine. Makes and writes nothing, and raises nothing for what a file may hold."""
    data = _folder(environment, "MAPPER_DATA") or _default_data()
    file = data / "settings.toml"
    chosen, whole = _chosen(file)
    return Settings(
        data=data,
        office=_folder(environment, "MAPPER_OFFICE") or data / "office",
        exports=_folder(environment, "MAPPER_EXPORTS") or _default_exports(data),
        notices=() if whole else (SettingsDamaged(path=str(file)),),
        **chosen,
    )


def save_settings(settings: Settings) -> None:
    """Write the choices, wholly or not at all. Raises SettingsUnsaved."""
    lines = [f'{name} = "{getattr(settings, name)}"\n' for name in CHOICES]
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(settings.file, "".join(lines).encode())
    except OSError:
        raise SettingsUnsaved(path=str(settings.file)) from None


def checkout() -> Path | None:
    """Give the folder of the source checkout that the program runs from, or None where it is installed."""
    folder = Path(__file__).parent.parent
    return folder if (folder / "pyproject.toml").is_file() and (folder / "exports").is_dir() else None


def _folder(environment: Mapping[str, str], name: str) -> Path | None:
    written = environment.get(name)
    if not written:
        return None
    with suppress(RuntimeError):  # `~somebody` whom this machine does not know stays as it is written
        return Path(written).expanduser().absolute()
    return Path(written).absolute()


def _default_data() -> Path:
    from platformdirs import user_data_path

    return user_data_path("mapper", appauthor=False)


def _default_exports(data: Path) -> Path:
    source = checkout()
    return source / "exports" if source else data / "exports"


def _chosen(file: Path) -> tuple[dict[str, str], bool]:
    """Read the choices that stand in the file and may be chosen; tell whether all of it could be read."""
    try:
        with file.open("rb") as opened:
            found = tomllib.loads(opened.read(_MAX_BYTES).decode())
    except FileNotFoundError:
        return {}, True
    except (OSError, ValueError, RecursionError):
        return {}, False
    chosen = {name: value for name, value in found.items() if value in CHOICES.get(name, ())}
    return chosen, len(chosen) == len(found)
