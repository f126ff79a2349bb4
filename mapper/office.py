"""What an office says of itself in `office.yaml`, for papers and for the card before a conversation.

name: Nav Eksempelby
phone: 12 34 56 78
who_can_read: {nb: Jeg og de som tar over for meg., en: I and those who take over from me.}
kept: {nb: Til vi er ferdige, og høyst seks måneder.}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mapper.fault import Fault
from mapper.language.clean import clean, clean_line
from mapper.language.text import Text

_NOTHING = Text(())


class OfficeUnreadable(Fault):
    """Tell that the office's file could not be read, so that its values are blank. Facts: path, line."""

    code = "office_unreadable"


@dataclass(frozen=True, slots=True)
class Office:
    """The office's own words; blank until somebody wrote them."""

    name: str = ""
    phone: str = ""
    who_can_read: Text = _NOTHING
    kept: Text = _NOTHING
    notice: Fault | None = None

    @property
    def ready(self) -> bool:
        """Tell whether it says who reads and how long it is kept; where it does not, only practice is possible."""
        return bool(self.who_can_read.versions and self.kept.versions)


def load_office(folder: Path) -> Office:
    """Read `office.yaml` in the office's folder; blank where there is none, or where it cannot be read."""
    path = folder / "office.yaml"
    if not path.exists():
        return Office()
    from mapper.questionnaire.source import UnreadableError, read_path

    try:
        found = read_path(path)
        if found.findings:
            raise UnreadableError(*found.findings)
    except UnreadableError as error:
        return Office(notice=OfficeUnreadable(path=str(path), line=error.findings[0].line))
    return Office(
        name=_line(found.root.get("name")),
        phone=_line(found.root.get("phone")),
        who_can_read=_text(found.root.get("who_can_read")),
        kept=_text(found.root.get("kept")),
    )


def _line(value: object) -> str:
    return clean_line(value) if isinstance(value, str) else ""


def _text(value: object) -> Text:
    if isinstance(value, str):
        value = {"nb": value}
    if not isinstance(value, Mapping):
        return _NOTHING
    written = {code: clean(words).strip() for code, words in value.items() if isinstance(words, str)}
    return Text.of({code: words for code, words in written.items() if words})
