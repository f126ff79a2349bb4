"""What a participant carries with them besides papers: their calendar, and their own copy of everything.

Takes in a meeting; gives out what it would hold, or files in the case's private folder. Keeps in the case that one was
saved.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.desk.paperwork import Paperwork, Preview, Saved
from mapper.fault import Fault
from mapper.plan.model import CALENDAR, COPY

if TYPE_CHECKING:
    from mapper.documents.calendar.entries import Entry
    from mapper.documents.model import DocumentKind, Wanted
    from mapper.meeting.meeting import Meeting


class CalendarEmpty(Fault):
    """Tell that the plan has no day that could stand in a calendar."""

    code = "carry_calendar_empty"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar as it would be saved now: its entries as the phone shows them, and the whole `.ics` file."""

    entries: tuple[Entry, ...]
    content: bytes


class Carrying(Paperwork):
    """The part of the desk that hands out what is carried besides papers."""

    def carried(self) -> tuple[DocumentKind, ...]:
        """Give the kinds of what is carried besides papers."""
        from mapper.documents.kinds import CARRIED

        return CARRIED

    def preview(self, meeting: Meeting, wanted: Wanted) -> Preview:
        """Make a paper to look at; of a calendar what stands in it, in plain words. Raises what that of papers does."""
        if wanted.document != CALENDAR:
            return super().preview(meeting, wanted)
        from mapper.documents.alone import told_alone
        from mapper.documents.calendar.entries import entries
        from mapper.documents.calendar.page import calendar_page
        from mapper.documents.missing import warnings

        told = self._told(meeting, wanted)
        paper = calendar_page(entries(told), told)
        return Preview(paper, warnings(CALENDAR, told), alone=told_alone(told, paper))

    def calendar(self, meeting: Meeting, wanted: Wanted) -> Calendar:
        """Make the participant's calendar to look at: the next meeting, and the days of the steps.

        `wanted` is `Wanted(CALENDAR, language)`, with `full_titles` where the participant chose them; else whoever
        sees the phone reads neutral titles and no place. Without entries there is nothing to save. To show: an entry
        has `day`, `clock` (None: the whole day), `minutes`, `title`, `place`, and `cancelled` where it only takes away
        what an earlier calendar had.
        """
        from mapper.documents.calendar.entries import entries, write

        told = self._told(meeting, wanted)
        found = entries(told)
        return Calendar(found, write(found, told.now))

    def save_calendar(self, meeting: Meeting, wanted: Wanted, *, folder: Path | None = None) -> Saved:
        """Write the participant's calendar beside the papers, or to `folder`, and keep in the case that it was.

        Raises CalendarEmpty or PaperUnsaved.
        """
        from mapper.desk.papers import write_papers

        made = self.calendar(meeting, wanted)
        if not made.entries:
            raise CalendarEmpty
        place = folder or self.papers_folder(meeting)
        paths = write_papers(place, self._file_name(wanted), [("ics", made.content)])
        meeting.printed(CALENDAR, wanted.language, tuple(path.name for path in paths), self.who(meeting))
        return Saved(paths)

    def own_copy(self, meeting: Meeting, wanted: Wanted) -> bytes:
        """Make the participant's own copy as data: one JSON file by the schema in `docs/own-copy.schema.json`.

        `wanted` is `Wanted(COPY, language)`, with `without_held_back` where they want to leave that out.
        """
        from mapper.documents.own_copy.file import copied
        from mapper.documents.own_copy.held import without_held

        events = without_held(meeting) if wanted.without_held_back else tuple(meeting.record.events)
        return copied(
            events,
            meeting.snapshots(),
            whole=events == tuple(meeting.record.events),
            made=self._clock(),
            office=self.office.name,
            label=meeting.label,
            name=meeting.name_said,
        )

    def save_copy(self, meeting: Meeting, wanted: Wanted, *, folder: Path | None = None) -> Saved:
        """Write the participant's own copy, as a page to read and as data for another office, beside the papers.

        Files go to the case's private folder, or to `folder`; they are not locked, and the page says so. What the page
        looks like is `preview(meeting, wanted)`: on a screen only while the two are alone, unless `without_held_back`.
        Raises PaperUnsaved or a template's Fault.
        """
        from mapper.desk.papers import write_papers
        from mapper.documents.writers.write import write

        code = self._code(meeting, wanted)
        seen = self.preview(meeting, wanted)
        page = write(seen.paper, "html", self._look(wanted, seen.paper.language, code))
        contents = [("html", page.content), ("json", self.own_copy(meeting, wanted))]
        place = folder or self.papers_folder(meeting)
        paths = write_papers(place, self._file_name(wanted), contents)
        meeting.printed(COPY, wanted.language, tuple(path.name for path in paths), self.who(meeting), code=code)
        return Saved(paths, (*seen.notices, *page.notices))
