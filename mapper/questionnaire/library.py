"""Where questionnaires and lists are found: the office's folder first, then the user's, then what is shipped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from mapper.questionnaire.lists import (
    LIST_FILES,
    AvoidedWord,
    LawFile,
    Lists,
    MeasuresFile,
    NavCodesFile,
    PartnersFile,
    WordsFile,
)
from mapper.questionnaire.model import Frozen, QuestionnaireFile
from mapper.questionnaire.pieces import files_of, gather
from mapper.questionnaire.read import Reading, read_list, read_tree
from mapper.questionnaire.source import UnreadableError
from mapper.questionnaire.tree import read_path
from mapper.settings import load_settings

CORE = "core.yaml"
SUFFIX = ".yaml"
_QUESTIONNAIRES = "questionnaires"
_LISTS = "lists"

Form = TypeVar("Form", bound=Frozen)


def shipped_folder() -> Path:
    """Find what comes with the program: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_content" / _QUESTIONNAIRES
    return installed if installed.is_dir() else package.parent / _QUESTIONNAIRES


@dataclass(frozen=True)
class Library:
    """The questionnaires and lists of some folders; a file in an earlier folder stands in for its namesake in a later.

    Links that lead out of a folder are not followed.
    """

    folders: tuple[Path, ...]

    @classmethod
    def standard(cls) -> Library:
        """Open the folders of this office and this user, as the settings name them, and what is shipped."""
        settings = load_settings()
        return cls.of(settings.office, settings.data)

    @classmethod
    def of(cls, *homes: Path) -> Library:
        """Open the `questionnaires` folder of each home, the first to be looked in first, and what is shipped."""
        return cls((*(home / _QUESTIONNAIRES for home in homes), shipped_folder()))

    def questionnaires(self) -> tuple[Path, ...]:
        """Give the questionnaire files, the core first, then the packs by name."""
        found = self._found("")
        return tuple(sorted(found.values(), key=lambda path: (path.name != CORE, path.name)))

    def packs(self) -> tuple[Path, ...]:
        """Give the questionnaire files that are not the core."""
        return tuple(path for path in self.questionnaires() if path.name != CORE)

    def lists_found(self) -> dict[str, Path]:
        """Give the list files by their name without ending."""
        return {Path(name).stem: path for name, path in self._found(_LISTS).items()}

    def list_paths(self) -> tuple[Path, ...]:
        """Give the list files that the program knows, by name."""
        found = self.lists_found()
        return tuple(found[name] for name in sorted(LIST_FILES) if name in found)

    def holds(self, path: Path) -> bool:
        """Tell whether a file stands in one of the folders."""
        return path.parent in self.folders

    def core(self) -> Path | None:
        """Give the core's file, or None where no folder has one."""
        return self._found("").get(CORE)

    def pack(self, pack: str) -> Path | None:
        """Give the file of a pack by the id that is its file name, or None."""
        return self._found("").get(f"{pack}{SUFFIX}") if _is_id(pack) else None

    def made_for_another_core(self, path: Path) -> bool:
        """Tell whether a pack is a shipped one, while the core in use has nothing of the shipped one that it is for."""
        return path.parent == shipped_folder() and shipped_folder() / CORE not in self._core_files

    @cached_property
    def _core_files(self) -> tuple[Path, ...]:
        core = self.core()
        return files_of(core, self.name_of, self._extended) if core is not None else ()

    def _found(self, inner: str) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for folder in self.folders:
            for path in _files(folder, inner):
                found.setdefault(path.name, path)
        return found

    def read(self, path: Path) -> Reading[QuestionnaireFile]:
        """Read one questionnaire file. Raises UnreadableError."""
        return read_tree(gather(path, self.name_of, self._extended))

    def files_of(self, path: Path) -> tuple[Path, ...]:
        """Name the files that a questionnaire hangs on: its pieces, and those of the core that a pack belongs to."""
        return (*files_of(path, self.name_of, self._extended), *self._core_files)

    def _extended(self, wanted: str, by: Path) -> Path | None:
        """Find what a file extends: the questionnaire of that id, and of its own id the one that it stands in for."""
        name = f"{wanted}{SUFFIX}"
        after = self.folders.index(by.parent) + 1 if by.parent in self.folders and by.name == name else 0
        found = (path for folder in self.folders[after:] for path in _files(folder, "") if path.name == name)
        return next(found, None) if _is_id(wanted) else None

    def name_of(self, path: Path) -> str:
        """Name a file as people know it: shortly, from the folder above the one it was found in."""
        for folder in self.folders:
            if path.is_relative_to(folder):
                return str(path.relative_to(folder.parent))
        return str(path)

    @cached_property
    def lists(self) -> Lists:
        """Read the lists; for one that cannot be read the shipped one counts here, and `check` says why."""
        partners = self._list("partners", PartnersFile)
        measures = self._list("measures", MeasuresFile)
        law = self._list("law", LawFile)
        return Lists(
            partners=partners.partners if partners else (),
            measures=measures.measures if measures else (),
            laws=law.law if law else (),
            nav=self._list("nav-codes", NavCodesFile),
        )

    def avoided_words(self, name: str) -> tuple[AvoidedWord, ...]:
        """Give the words of a list of words to avoid, `officialese` or `respect`; none where it cannot be read."""
        found = self._list(name, WordsFile)
        return found.words if found else ()

    def _list(self, name: str, model: type[Form]) -> Form | None:
        """Read a list; in place of one that cannot be read, the one that it stands in for."""
        wanted = f"{name}{SUFFIX}"
        for path in (path for folder in self.folders for path in _files(folder, _LISTS) if path.name == wanted):
            with suppress(UnreadableError):
                form = self.read_list(path, model).form
                if form is not None:
                    return form
        return None

    def read_list(self, path: Path, model: type[Form]) -> Reading[Form]:
        """Read one list file. Raises UnreadableError."""
        return read_list(read_path(path, self.name_of(path)), model)


def _is_id(written: str) -> bool:
    """Tell whether a text may be an id: nothing in it leads to another folder."""
    return written.replace("-", "").replace("_", "").isalnum()


def is_hidden(path: Path) -> bool:
    """Tell whether a file is hidden: what a Mac or an editor puts beside a file, `._core.yaml`, is no questionnaire."""
    return path.name.startswith(".")


def _files(folder: Path, inner: str) -> Iterator[Path]:
    place = folder / inner
    try:
        inside = folder.resolve(strict=True)
        entries = sorted(place.iterdir())
    except (OSError, RuntimeError):  # no such folder, or links in a circle
        return
    for path in entries:
        if path.suffix == SUFFIX and not is_hidden(path) and path.is_file() and path.resolve().is_relative_to(inside):
            yield path
