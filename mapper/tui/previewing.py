"""A questionnaire in the real screens while it is written: each time the file is saved, it is read anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapper.tui.app import MapperApp
from mapper.tui.screens.findings import FindingsPage

if TYPE_CHECKING:
    from mapper.desk.desk import Desk
    from mapper.desk.previewing import Previewed, Stamp
    from mapper.meeting.meeting import Meeting

_LOOK: Final = 0.4
"""Seconds between two looks at the file."""


class PreviewApp(MapperApp):
    """Sits down with one questionnaire, and with its next version when the file is saved. Nothing is kept."""

    def __init__(self, desk: Desk, path: Path) -> None:
        super().__init__(desk)
        self.path = path
        self._files: Mapping[Path, Stamp | None] = {path: None}
        self._shown: Meeting | None = None

    def on_mount(self) -> None:
        """Read the file, and look at it again and again."""
        super().on_mount()
        self._look(first=True)
        self.set_interval(_LOOK, self._look)

    def _look(self, *, first: bool = False) -> None:
        """See whether the file was saved. One that is gone for a moment is waited for."""
        from mapper.desk.previewing import preview, stamp_of

        now = {path: stamp_of(path) for path in self._files}
        if not first and (now[self.path] is None or now == self._files):
            return
        self._files = now
        self.save_typed()
        self.work(lambda: preview(self.desk, self.path, self.language, self._shown), self._read)

    def _read(self, found: Previewed) -> None:
        self._files = found.files
        if found.meeting is None:
            self._show_findings(found)
            return
        place = self._place(found.meeting)
        self._close_findings()
        again, self._shown = self._shown is not None, found.meeting
        self.meeting = found.meeting
        self.open_drafts(found.meeting)
        self.begin_anew_at(*place)
        self._tell(found, again)

    def _place(self, meeting: Meeting) -> tuple[str, str | None]:
        """Stay at the question that is in front, where the file still has it."""
        from mapper.tui.opening import IN_MEETING

        front = next((each for each in reversed(self.screen_stack) if getattr(each, "ROOM", "") in IN_MEETING), None)
        room, ref = getattr(front, "ROOM", ""), getattr(front, "ref", None)
        if room == "questions":
            return (room, ref) if ref is not None and meeting.stands(ref) else self._begin_at(meeting)
        return (room, None) if room else self._begin_at(meeting)

    def _begin_at(self, meeting: Meeting) -> tuple[str, str | None]:
        """Begin with the file's own first question: a pack is tried where it begins."""
        from mapper.tui.opening import first_page

        _, *packs = meeting.questionnaire.files
        own = [f"{part.id}.{question.id}" for file in packs for part in file.sections for question in part.questions]
        first = next((ref for ref in own if meeting.stands(ref)), None)
        return ("questions", first) if first else first_page(meeting)

    def _tell(self, found: Previewed, again: bool) -> None:
        told = [self.t("preview.read_again" if again else "preview.reads", file=self.path.name)]
        if found.advice:
            told.append(self.t("preview.advice", n=found.advice))
        if found.lost:
            told.append(self.t("preview.lost", n=found.lost))
        self.notify(" ".join(told))

    def _show_findings(self, found: Previewed) -> None:
        page = self.room("findings")
        assert isinstance(page, FindingsPage)  # noqa: S101  # the room of this name
        page.show(found.findings, datetime.now().time(), self._shown is not None)
        if self.screen is not page:
            self.push_screen(page)

    def _close_findings(self) -> None:
        if isinstance(self.screen, FindingsPage):
            self.pop_screen()

    def shut(self) -> None:
        """Close the program: there is nothing else in it than this conversation."""
        self.action_leave()
