"""What an office says of itself in `office.yaml`, for papers and for the card before a conversation.

name: Nav Eksempelby
phone: 12 34 56 78
who_can_read: {nb: Jeg og de som tar over for meg., en: I and those who take over from me.}
keep: 6 months
kept: {nb: Til seks måneder etter siste møte.}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapper.fault import Fault
from mapper.language.clean import clean, clean_line
from mapper.language.text import Text
from mapper.retention import Period, read_period

if TYPE_CHECKING:
    from mapper.questionnaire.source import Tree

FILE: Final = "office.yaml"
NEEDED: Final = ("who_can_read", "keep", "kept")
"""What must be written before real people's conversations are kept."""
_NOTHING = Text(())


class OfficeUnreadable(Fault):
    """Tell that the office's file could not be read, so that its values are blank. Facts: path, line."""

    code = "office_unreadable"


class OfficeKeepUnread(Fault):
    """Tell that the office's `keep` is no span from one day to ten years. Facts: path, line."""

    code = "office_keep_unread"


class OfficeNotReady(Fault):
    """Tell that the office has not said who reads or how long it is kept. Facts: path, missing."""

    code = "office_not_ready"


@dataclass(frozen=True, slots=True)
class Office:
    """The office's own words, blank until somebody wrote them; `keep` is how long it keeps a case after a meeting."""

    name: str = ""
    phone: str = ""
    who_can_read: Text = _NOTHING
    keep: Period | None = None
    kept: Text = _NOTHING
    notice: Fault | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Name what must be written before a conversation is kept, and is not."""
        written = (bool(self.who_can_read.versions), self.keep is not None, bool(self.kept.versions))
        return tuple(name for name, there in zip(NEEDED, written, strict=True) if not there)

    @property
    def ready(self) -> bool:
        """Tell whether it says who reads and how long it is kept; where it does not, only practice is possible."""
        return not self.missing

    def need_ready(self, folder: Path) -> None:
        """Raise OfficeNotReady where only practice is possible."""
        if self.missing:
            raise OfficeNotReady(path=str(folder / FILE), missing=", ".join(self.missing))


def load_office(folder: Path) -> Office:
    """Read `office.yaml` in the office's folder; blank where there is none, or where it cannot be read."""
    path = folder / FILE
    if not path.exists():
        return Office()
    from mapper.questionnaire.source import UnreadableError, read_path

    try:
        return office_of(read_path(path), path)
    except UnreadableError as error:
        return Office(notice=OfficeUnreadable(path=str(path), line=error.findings[0].line))


def office_of(tree: Tree, path: Path) -> Office:
    """Give what a file's tree says. Raises UnreadableError where the tree has findings."""
    from mapper.questionnaire.source import UnreadableError, place_line, value_place

    if tree.findings:
        raise UnreadableError(*tree.findings)
    found = tree.root
    written = found.get("keep")
    keep = read_period(written) if isinstance(written, str) else None
    unread = keep is None and written not in (None, "")
    line = place_line(value_place(found, "keep"))
    return Office(
        name=_line(found.get("name")),
        phone=_line(found.get("phone")),
        who_can_read=_text(found.get("who_can_read")),
        keep=keep,
        kept=_text(found.get("kept")),
        notice=OfficeKeepUnread(path=str(path), line=line) if unread else None,
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
