"""What the room of papers offers: every paper, what is carried besides papers, and the way to the consents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapper.language.catalogue import words
from mapper.tui.widgets.rooms.entries import Entry, Paragraph
from mapper.tui.widgets.rooms.paper_form import BILINGUAL, beside

if TYPE_CHECKING:
    from mapper.desk.desk import Desk
    from mapper.documents.model import Wanted
    from mapper.interview.consent_model import Consent
    from mapper.meeting.meeting import Meeting

CONSENTS: Final = "consents"
"""The id of the line that leads to the consents."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One line: a paper by its title, and whom it is for; `wanted` is None where it leads to the consents."""

    id: str
    title: str
    whom: str
    wanted: Wanted | None = None

    def entry(self, *, chosen: bool, under: bool) -> Entry:
        """Draw it on one line, or with the reader `under` the title."""
        sign = ("● " if chosen else "○ ") if self.wanted else "▸ "
        if under:
            return Entry(self.id, (Paragraph(self.title, sign), Paragraph(self.whom, "  ", "$quiet")))
        return Entry(self.id, (Paragraph(f"{self.title} · {self.whom}", sign),))


@dataclass(frozen=True, slots=True)
class Offers:
    """All lines, and the consents as they stand."""

    lines: tuple[Offer, ...] = ()
    consents: tuple[Consent, ...] = ()

    def line(self, id: str) -> Offer | None:
        """Give the line with this id, if it is there."""
        return next((each for each in self.lines if each.id == id), None)


def id_of(wanted: Wanted) -> str:
    """Name a paper in the list: its kind, and its recipient where it has one."""
    return f"{wanted.document} {wanted.recipient}".strip()


def offers(desk: Desk, meeting: Meeting, chosen: Wanted, language: str) -> Offers:
    """Gather the lines in a language. The paper that is chosen is there also when it can be made no more."""
    from mapper.documents.model import Wanted

    consents = meeting.consents()
    kinds = {kind.id: kind for kind in (*desk.documents(), *desk.sheets(), *desk.carried())}
    names = {each.id: each.recipient.shown for each in consents}
    papers = [*desk.every_paper(meeting, chosen.language), *_in_two_languages(meeting, chosen.language)]
    carried = [Wanted(kind.id, chosen.language) for kind in desk.carried()]
    if id_of(chosen) not in map(id_of, [*papers, *carried]):
        papers.append(Wanted(chosen.document, chosen.language, recipient=chosen.recipient))
    lines = []
    for each in (*papers, *carried):
        title = kinds[each.document].title.to(language)
        name = names.get(each.recipient, "")
        whom = words(f"papers_room.for.{kinds[each.document].audience}", language)
        lines.append(Offer(id_of(each), f"{title}: {name}" if name else title, whom, each))
    way = Offer(CONSENTS, words("sharing.page.title", language), words("papers_room.for.sharing", language))
    return Offers((*lines, way), consents)


def _in_two_languages(meeting: Meeting, language: str) -> Iterator[Wanted]:
    """Offer the questions in two languages where they are written in another than that of the papers."""
    from mapper.documents.model import Wanted

    wanted = beside(Wanted(BILINGUAL, language), meeting.languages(), meeting.second_language)
    if wanted.second:
        yield wanted
