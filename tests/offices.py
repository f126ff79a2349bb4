"""A made-up office that has said who reads and how long it keeps what is said."""

from __future__ import annotations

from pathlib import Path

OFFICE = """\
name: Nav Eksempelby
who_can_read: {nb: Jeg og de som tar over for meg.}
keep: 6 months
kept: {nb: Til vi er ferdige.}
"""


def write_office(folder: Path, content: str = OFFICE) -> Path:
    """Write an office's file into its folder, made where there is none; give the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "office.yaml").write_text(content, encoding="utf-8")
    return folder
