"""Make an office's folder: its own file, and copies of what comes with the program, to be changed.

Nothing that stands there is touched. A copy that nobody changes says the same as before, and counts as shipped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mapper.fault import Fault
from mapper.files import write_whole
from mapper.language.catalogue import words
from mapper.office.model import FILE, Office

README: Final = "README.md"
_SHARED_MODE: Final = 0o644


class OfficeFolderUnmade(Fault):
    """Tell that an office's folder could not be made or written. Facts: path."""

    code = "office_folder_unmade"


@dataclass(frozen=True, slots=True)
class FolderMade:
    """A folder, the files that were put into it, and those that stood there and were left."""

    folder: Path
    made: tuple[Path, ...]
    left: tuple[Path, ...]


def init_office(folder: Path, language: str) -> FolderMade:
    """Put into a folder whatever an office may edit and is not there yet. Raises OfficeFolderUnmade."""
    made: list[Path] = []
    left: list[Path] = []
    try:
        for name, content in _contents(language):
            path = folder / name
            if path.exists() or path.is_symlink():
                left.append(path)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content, _SHARED_MODE)
            made.append(path)
    except OSError:
        raise OfficeFolderUnmade(path=str(folder)) from None
    return FolderMade(folder, tuple(made), tuple(left))


def told_of(made: FolderMade, in_use: Path, language: str) -> str:
    """Say what was made, what was left, and how to use the folder; `in_use` is the one that is used now."""
    lines: list[str] = []
    for name, paths in (("made", made.made), ("left", made.left)):
        if paths:
            lines += [words(f"office_folder.{name}", language, n=len(paths)), *_by_place(paths, made.folder, language)]
    lines += ["", words("office_folder.here", language, folder=str(made.folder.absolute()))]
    used = "used" if made.folder.absolute() == in_use.absolute() else "use"
    return "\n".join([*lines, words(f"office_folder.{used}", language, folder=str(made.folder.absolute()))])


def _by_place(paths: Sequence[Path], folder: Path, language: str) -> Iterator[str]:
    """Name the files of the folder itself, and count those in each folder within: all of them would fill the screen."""
    within = Counter(str(path.parent.relative_to(folder)) for path in paths)
    yield from (f"  {path.name}" for path in paths if path.parent == folder)
    for name, count in within.items():
        if name != ".":
            yield "  " + words("office_folder.within", language, place=f"{name}/", n=count)


def _contents(language: str) -> Iterator[tuple[Path, bytes]]:
    """Give each file by its place in the folder."""
    from mapper.documents.templates.shelf import folder
    from mapper.office.file import new_file
    from mapper.questionnaire.library import shipped_folder

    yield Path(FILE), new_file(Office(), language).encode()
    yield Path(README), words("office_folder.readme", language).encode()
    templates = folder()
    for path in (*sorted(templates.glob("*.md.j2")), templates / "letterhead.docx"):
        if path.is_file():
            yield Path("templates", path.name), path.read_bytes()
    for path in sorted((shipped_folder() / "lists").glob("*.yaml")):
        yield Path("questionnaires", "lists", path.name), path.read_bytes()
