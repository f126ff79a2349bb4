"""A file that cannot be written where somebody asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mapper.fault import Fault


class FileUnwritten(Fault):
    """Tell that a file could not be written. Facts: path."""

    code = "cli_file_unwritten"


class NotReplaced(Fault):
    """Tell that something stands where a file was to be written, and was left alone. Facts: path, ending."""

    code = "cli_not_replaced"


@contextmanager
def told_unwritten(path: Path) -> Iterator[None]:
    """Tell that a file could not be written, whatever the system says. Raises FileUnwritten."""
    try:
        yield
    except (OSError, ValueError):  # no file can have a name with a null in it
        raise FileUnwritten(path=str(path)) from None


def write_page(path: Path, content: bytes, *endings: str) -> None:
    """Write a file, in place of an earlier one only where that has one of these endings.

    Raises NotReplaced or FileUnwritten.
    """
    from mapper.files import write_whole

    with told_unwritten(path):
        if (path.exists() or path.is_symlink()) and not (path.is_file() and path.suffix.lower() in endings):
            raise NotReplaced(path=str(path), ending=endings[0])
        write_whole(path, content)
