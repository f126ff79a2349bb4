"""Papers at the desk: look at one, write it, find those that were written.

Takes in a meeting and which paper is wanted; gives out a preview, or files in the case's private folder. Never writes
half a paper, and keeps in the case that one was written.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.files import case_folder

if TYPE_CHECKING:
    from mapper.documents.blocks import Paper
    from mapper.documents.changing import Refused
    from mapper.documents.look import Logo, Look
    from mapper.documents.missing import Missing
    from mapper.documents.model import DocumentKind, Piece, Told, Wanted
    from mapper.fault import Fault
    from mapper.interview.consent_model import Consent
    from mapper.language.text import Text
    from mapper.meeting.meeting import Clock, Meeting
    from mapper.office.model import Office
    from mapper.questionnaire.composed import Questionnaire
    from mapper.settings import Settings


@dataclass(frozen=True, slots=True)
class Preview:
    """A paper as it would be written now, and what to know before it is.

    `pieces` are the stretches that it is read and changed in, `changed` counts those that were changed by hand, and
    `refused` are the changes that are not on it. `alone` says that only the two may look at it: it holds what was said
    in the minute for two, or is for others and may tell of it. `notices` are faults that stopped nothing.
    """

    paper: Paper
    warnings: tuple[Missing, ...]
    pieces: tuple[Piece, ...] = ()
    changed: int = 0
    refused: tuple[Refused, ...] = ()
    alone: bool = False
    notices: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """The files that were written, and what to know about them: each notice is a fault that stopped nothing."""

    paths: tuple[Path, ...]
    notices: tuple[Fault, ...] = ()


class Paperwork:
    """The part of the desk that hands out papers."""

    settings: Settings
    _clock: Clock

    @property
    @abstractmethod
    def today(self) -> date:
        """Give the day that it is at this desk."""

    @property
    @abstractmethod
    def office(self) -> Office:
        """Give what the office says of itself."""

    @abstractmethod
    def who(self, meeting: Meeting) -> str:
        """Give the name under which this desk stands in the log of who looked."""

    def documents(self) -> tuple[DocumentKind, ...]:
        """Give the kinds of paper that there are."""
        from mapper.documents.kinds import KINDS

        return KINDS

    def sheets(self) -> tuple[DocumentKind, ...]:
        """Give the kinds that tell only what is asked, and are none of the papers of a conversation."""
        from mapper.documents.kinds import KINDS, SHEETS

        return tuple(kind for kind in SHEETS if kind not in KINDS)

    def titles(self) -> Mapping[str, Text]:
        """Give the title of everything that the record may say was saved, by id: papers, and what goes beside them."""
        from mapper.documents.kinds import TITLES

        return TITLES

    def recipients(self, meeting: Meeting, document: str) -> tuple[Consent, ...]:
        """Give the consents that a kind of paper can be made for, the latest first.

        One that holds words of the minute for two is offered only while the two are alone.
        """
        from mapper.documents.kinds import recipients

        return recipients(document, (each for each in meeting.consents() if not each.hidden))

    def every_paper(self, meeting: Meeting, language: str) -> tuple[Wanted, ...]:
        """Name every paper that can be made of a case: one of each kind, or one for each recipient."""
        from mapper.documents.model import Wanted

        return tuple(
            Wanted(kind.id, language, recipient=recipient)
            for kind in self.documents()
            for recipient in ([each.id for each in self.recipients(meeting, kind.id)] if kind.for_recipient else [""])
        )

    def papers_folder(self, meeting: Meeting) -> Path:
        """Name the private folder in which the papers of a case lie."""
        return case_folder(self.settings.exports, meeting.case, practice=meeting.practice)

    def formats(self) -> tuple[str, ...]:
        """Give the formats that a paper can be written in, by file ending, the best for print first."""
        from mapper.documents.writers.write import WRITERS

        order = ("pdf", "docx", "html", "md")
        return tuple(sorted(WRITERS, key=lambda ending: order.index(ending) if ending in order else len(order)))

    def last_formats(self) -> tuple[str, ...]:
        """Give the formats that a paper was last saved in on this machine, or the best that there is."""
        there = self.formats()
        return tuple(ending for ending in self.settings.formats.split() if ending in there) or there[:1]

    def preview(self, meeting: Meeting, wanted: Wanted) -> Preview:
        """Make a paper to look at, with what is missing before it is ready.

        Raises a template's Fault, or that of a consent by which nothing may be told, whichever window withdrew it.
        """
        from mapper.documents.alone import told_alone
        from mapper.documents.changing import change
        from mapper.documents.leads import said, with_leads
        from mapper.documents.missing import warnings
        from mapper.documents.templates.office import make_in
        from mapper.documents.uncollected import uncollected

        if wanted.recipient:
            meeting.refresh()
        with uncollected():
            told = self._told(meeting, wanted)
            made = make_in(self.settings.office, wanted.document, told)
            by_hand = change(made.paper, wanted.changes, said(told), changeable=self._kind(wanted).changeable)
            missing = warnings(wanted.document, told, by_hand.paper)
            pieces = with_leads(by_hand.pieces, told)
            alone = self._kind(wanted) not in self.sheets() and (
                self._may_tell(wanted, told) or told_alone(told, made.paper)
            )
            notices = (*made.notices, *self._logo(wanted, made.paper.language)[1])
            return Preview(by_hand.paper, missing, pieces, by_hand.count, by_hand.refused, alone, notices)

    def _may_tell(self, wanted: Wanted, told: Told) -> bool:
        """Tell whether a paper is for others than the participant, and something was said in the minute for two."""
        said_alone = any(line.said and line.question.alone for line in told.review)
        return said_alone and self._kind(wanted).audience != "participant"

    def in_words(self, meeting: Meeting, wanted: Wanted) -> str:
        """Give a paper as plain text, to be read out. Raises what `preview` does."""
        from mapper.documents.look import PLAIN
        from mapper.documents.writers.write import write

        return write(self.preview(meeting, wanted).paper, "md", PLAIN).content.decode()

    def save(self, meeting: Meeting, wanted: Wanted, formats: Sequence[str], *, folder: Path | None = None) -> Saved:
        """Write a paper in some formats, and keep in the case that it was written.

        Files go to the case's private folder, or to `folder`. A nameless paper goes to a folder that all cases share,
        under a name that tells nothing, and the case does not keep which file it is. A format that this machine cannot
        write is told among the notices. Raises FormatMissing if that leaves none, PaperUnsaved, RecipientMissing, or
        what `preview` raises.
        """
        if wanted.recipient:
            meeting.refresh()  # the code at the foot is to count what the paper rests on
        elif self._kind(wanted).for_recipient:
            from mapper.documents.faults import RecipientMissing

            raise RecipientMissing
        code = self._code(meeting, wanted)
        seen = self.preview(meeting, wanted)
        place, beside = self._place(meeting, wanted, folder), _listed(meeting, wanted)
        saved = self._written(seen, wanted, formats, place, code=code, beside=beside)
        names = () if self._kind(wanted).nameless else tuple(path.name for path in saved.paths)
        how = {"code": code, "consent": wanted.recipient}
        meeting.printed(wanted.document, wanted.language, names, self.who(meeting), changed=seen.changed, **how)
        return saved

    def save_sheet(self, questionnaire: Questionnaire, wanted: Wanted, formats: Sequence[str], folder: Path) -> Saved:
        """Write a sheet that needs no conversation into a folder. Raises what `save` does."""
        from mapper.desk.papers import told_blank
        from mapper.documents.templates.office import make_in

        told = told_blank(questionnaire, self.office, self._clock(), wanted)
        if wanted.document == "form" and len(questionnaire.files) > 1:  # a pack is printed by itself
            own = questionnaire.files[-1]
            parts = {section.id for section in own.sections}
            told = replace(told, title=own.title, sections=tuple(each for each in told.sections if each.id in parts))
        made = make_in(self.settings.office, wanted.document, told)
        seen = Preview(made.paper, (), notices=(*made.notices, *self._logo(wanted, made.paper.language)[1]))
        return self._written(seen, wanted, formats, folder)

    def _place(self, meeting: Meeting, wanted: Wanted, folder: Path | None) -> Path:
        """Say where a paper goes; one without a name never lies beside those of its case."""
        case = self.papers_folder(meeting)
        if self._kind(wanted).nameless and not meeting.practice and folder in {None, case}:
            return self.settings.exports / wanted.document
        return folder or case

    def _written(  # noqa: PLR0913 - what, how, where, and what stands on it and in its name
        self, seen: Preview, wanted: Wanted, formats: Sequence[str], place: Path, *, code: str = "", beside: str = ""
    ) -> Saved:
        from mapper.desk.papers import write_papers
        from mapper.documents.writers.write import write_all

        contents, notices = write_all(seen.paper, formats, self._look(wanted, seen.paper.language, code))
        paths = write_papers(place, self._file_name(wanted, beside), tuple(contents.items()))
        return Saved(paths, (*seen.notices, *notices))

    def _code(self, meeting: Meeting, wanted: Wanted) -> str:
        """Make the code by which a paper is checked: blank in practice, and on what must not lead back to a case."""
        from mapper.documents.kinds import SHEETS
        from mapper.vault.paper_code import MOST_EVENTS, PaperCode

        kind = self._kind(wanted)
        seq, anchor = meeting.anchor()
        if anchor is None or seq > MOST_EVENTS or kind.nameless or kind in SHEETS:
            return ""
        return str(PaperCode.of(meeting.case, seq, anchor, wanted.document, wanted.language))

    def _kind(self, wanted: Wanted) -> DocumentKind:
        from mapper.documents.kinds import kind_named

        return kind_named(wanted.document)

    def _look(self, wanted: Wanted, language: str, code: str) -> Look:
        """Give the look of a paper made now."""
        from mapper.documents.look import look_of, nameless
        from mapper.documents.writers.letterhead import office_letterhead

        own = look_of(self.office, self._clock(), language)
        look = replace(own, code=code, large=wanted.large, letterhead=office_letterhead(self.settings.office))
        if self._kind(wanted).nameless:
            return nameless(look)
        return replace(look, logo=self._logo(wanted, language)[0])

    def _logo(self, wanted: Wanted, language: str) -> tuple[Logo | None, tuple[Fault, ...]]:
        """Give the office's mark for a paper, and what is to be known: one that cannot be used stops no paper."""
        from mapper.documents.look import logo_of
        from mapper.office.logo import LogoRefusedError
        from mapper.office.model import OfficeLogoUnread

        if self._kind(wanted).nameless:
            return None, ()
        try:
            return logo_of(self.office, self.settings.office, language), ()
        except LogoRefusedError:
            return None, (OfficeLogoUnread(name=self.office.logo),)

    def _told(self, meeting: Meeting, wanted: Wanted) -> Told:
        from mapper.desk.papers import told_by

        return told_by(meeting, self.office, self._clock(), wanted)

    def _file_name(self, wanted: Wanted, beside: str = "") -> str:
        """Name a file by its kind, what stands `beside` it, and the day."""
        title = f"{self.titles()[wanted.document].to(wanted.language)} {beside}"
        words_of_title = "".join(char if char.isalnum() else " " for char in title.casefold()).split()
        nameless = any(kind.nameless for kind in self.documents() if kind.id == wanted.document)
        return "-".join(words_of_title if nameless else (*words_of_title, self.today.isoformat()))

    def show(self, path: Path) -> None:
        """Open a paper. Raises PaperUnopened."""
        from mapper.desk.papers import show

        show(path)

    def print_out(self, path: Path) -> bool:
        """Print a paper, or open it to be printed; tell whether it went to the printer. Raises PaperUnopened."""
        from mapper.desk.papers import print_out

        return print_out(path)

    def remove_paper(self, path: Path) -> bool:
        """Delete one saved paper for good; tell whether it is gone."""
        from mapper.desk.erasing import remove_papers

        return remove_papers((path,)) == 1

    def saved_papers(self, meeting: Meeting) -> tuple[Path, ...]:
        """Give the papers of a case that are still on this machine, the latest first."""
        folder = self.papers_folder(meeting)
        names = dict.fromkeys(name for printed in reversed(meeting.record.printed()) for name in printed.files)
        return tuple(path for name in names if (path := folder / name).is_file())


def _listed(meeting: Meeting, wanted: Wanted) -> str:
    """Give the office's own word for whom a paper is for: a name that somebody typed is never part of a path."""
    listed = dict(meeting.partners())
    found = (each.recipient.partner for each in meeting.whole_consents() if each.id == wanted.recipient)
    return next((listed[partner].to(wanted.language) for partner in found if partner in listed), "")
