"""What an office says of itself in `office.yaml`, for papers and for the card before a conversation.

name: Nav Eksempelby
address: [Storgata 1, 0001 Eksempelby]
phone: 12 34 56 78
colour: "#1f5c8b"
logo: logo.svg
logo_text: {nb: Eksempelby kommune}
footer: {nb: Åpent hver dag fra 10 til 14.}
language: nb
contacts:
  - {name: Vakttelefonen, what: {nb: Når det haster}, phone: 12 34 56 79}
who_can_read: {nb: Jeg og de som tar over for meg., en: I and those who take over from me.}
keep: 6 months
kept: {nb: Til seks måneder etter siste møte.}
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapper.fault import Fault
from mapper.language.text import Text
from mapper.office.retention import Period

if TYPE_CHECKING:
    from mapper.questionnaire.tree import Tree

FILE: Final = "office.yaml"
NEEDED: Final = ("who_can_read", "keep", "kept")
"""What must be written before real people's conversations are kept."""
KEYS: Final = (
    "name", "address", "phone", "colour", "logo", "logo_text", "footer", "language", "contacts",
    "who_can_read", "keep", "kept",
)  # fmt: skip
"""The keys of the file, in the order in which it is written."""
NOTHING: Final = Text(())


class OfficeUnreadable(Fault):
    """Tell that the office's file could not be read, so that its values are blank. Facts: path, line."""

    code = "office_unreadable"


class OfficeKeepUnread(Fault):
    """Tell that the office's `keep` is no span from one day to ten years. Facts: path, line."""

    code = "office_keep_unread"


class OfficePartUnread(Fault):
    """Tell that something in the office's file is not used, since it cannot be. Facts: path, line."""

    code = "office_part_unread"


class OfficeLogoUnread(Fault):
    """Tell that the office's logo is not on a paper, since it cannot be used. Facts: name."""

    code = "office_logo_unread"


class OfficeNotReady(Fault):
    """Tell that the office has not said who reads or how long it is kept. Facts: path, missing."""

    code = "office_not_ready"


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody whom people can call, and for what."""

    name: str
    what: Text
    phone: str


@dataclass(frozen=True, slots=True)
class Office:
    """The office's own words, blank until somebody wrote them; `keep` is how long it keeps a case after a meeting.

    `logo` is the name of a file in the office's folder, `colour` is `#rrggbb`, and `language` one of the screen's.
    """

    name: str = ""
    phone: str = ""
    who_can_read: Text = NOTHING
    keep: Period | None = None
    kept: Text = NOTHING
    address: tuple[str, ...] = ()
    colour: str = ""
    logo: str = ""
    logo_text: Text = NOTHING
    footer: Text = NOTHING
    language: str = ""
    contacts: tuple[Contact, ...] = ()
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
    from mapper.questionnaire.source import UnreadableError
    from mapper.questionnaire.tree import read_path

    try:
        return office_of(read_path(path), path)
    except UnreadableError as error:
        return Office(notice=OfficeUnreadable(path=str(path), line=error.findings[0].line))


def office_of(tree: Tree, path: Path) -> Office:
    """Give what a file's tree says. Raises UnreadableError where the tree has findings."""
    from mapper.office.read import read_office
    from mapper.questionnaire.source import UnreadableError

    if tree.findings:
        raise UnreadableError(*tree.findings)
    return read_office(tree, path).office
