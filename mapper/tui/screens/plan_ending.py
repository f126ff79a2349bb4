"""What every plan ends with: the next meeting, the assessment, what the participant says to it, reading it together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on

from mapper.desk.drafting import words_on
from mapper.interview.model import ON_BEHALF, View
from mapper.tui.screens.activity import MeetingForm
from mapper.tui.screens.base import Room
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.recognise import ViewField
from mapper.tui.widgets.rooms.activity_fields import from_activity
from mapper.tui.widgets.rooms.dialogs import VersionsDialog, WayDialog, WordsDialog
from mapper.tui.widgets.rooms.draft_data import bring_view, keep_view
from mapper.tui.widgets.rooms.plan_board import PlanBoard
from mapper.tui.widgets.rooms.plan_lines import CLOSE

if TYPE_CHECKING:
    from mapper.meeting.meeting import Change

ASSESSMENT: Final = "assessment"
_ASSESSMENT_LIMIT: Final = 4000
_WHEN: Final = ("start", "klokkeslett")
_VIEWS: Final[tuple[View, ...]] = ("yes", "partly", "no", "left")


class PlanEnding(Room):
    """The part of the plan's room that ends it, and how the room does what was asked for."""

    @property
    def board(self) -> PlanBoard:
        """Give the lanes."""
        return self.query_one(PlanBoard)

    def ending(self) -> str:
        """Name the closing line under the cursor; nothing where it stands elsewhere."""
        current = self.board.current or ""
        return current.removeprefix(CLOSE) if current.startswith(CLOSE) else ""

    def change(self, act: Callable[[], Change], told: Callable[[], str]) -> None:
        """Do it, say what came of it, and go back to the lanes."""

        def done(_: Change) -> None:
            self.app.notify(told())
            self.board.go()

        self.app.act(act, done)

    def told(self, told: Callable[[], str], saved: bool | None) -> None:
        """Say what came of a form that was filled in, and go back to the lanes."""
        if saved:
            self.app.notify(told())
        self.board.go()

    # --- the next meeting

    @on(Button.Pressed, "#next_meeting_set")
    def _set_next_meeting(self) -> None:
        plan = self.meeting.plan()
        filled = from_activity(plan.next_meeting) if plan.next_meeting else {}
        if not self.meeting.coming_meeting(plan):  # they often meet where they met, never when
            filled = {name: text for name, text in filled.items() if name not in _WHEN}
        form = MeetingForm(self.t("rooms.activity.meeting"), filled, self.meeting.set_next_meeting)
        self.app.ask(
            form.drafted(words_on("next_meeting")), partial(self.told, lambda: self.t("rooms.plan.next_meeting_saved"))
        )

    # --- the assessment

    def show_view(self) -> None:
        """Let the participant say whether they recognise themselves in the assessment."""
        field = self.query_one(ViewField)
        field.display = self.ending() == ASSESSMENT and bool(self.meeting.assessment)
        choices = [(view, plain(self.t(f"rooms.questions.view_{view}"))) for view in _VIEWS]
        ask, differently = self.t("rooms.plan.assessment_view"), self.t("rooms.questions.differently")
        field.show(ASSESSMENT, plain(ask), choices, plain(differently), self.meeting.assessment_view)
        bring_view(self.app, ASSESSMENT, field)

    @on(ViewField.Writing)
    def _view_typed(self, message: ViewField.Writing) -> None:
        keep_view(self.app, ASSESSMENT, message.field)

    @on(Button.Pressed, "#assessment_write")
    def _assess(self) -> None:
        dialog = WordsDialog(
            self.t("rooms.plan.assessment"),
            self.t("rooms.plan.assessment_why"),
            lambda words: self.meeting.assess(words, base=dialog.base),
            save=self.t("rooms.common.save"),
            text=self.meeting.assessment,
            limit=_ASSESSMENT_LIMIT,
        )
        dialog.drafted(words_on(ASSESSMENT), self.meeting.seq)
        self.app.ask(dialog, partial(self.told, lambda: self.t("rooms.plan.assessment_saved")))

    @on(Button.Pressed, "#assessment_choose")
    def _choose_assessment(self) -> None:
        base, versions = self.meeting.seq, self.meeting.assessment_versions
        choose = partial(self.meeting.choose, ASSESSMENT, "caseworker", base=base)
        dialog = VersionsDialog(self.t("rooms.plan.assessment"), versions, (ASSESSMENT, "caseworker", base), choose)
        self.app.ask(dialog, partial(self.told, lambda: self.t("rooms.versions.chosen")))

    @on(ViewField.Viewed)
    def flush(self) -> None:
        """Save the participant's view of the assessment as it stands."""
        field = self.query_one(ViewField)
        view, words = field.current
        if view is not None and field.unsaved:
            self.app.act(partial(self.meeting.view, ASSESSMENT, view, words), refused=self._view_refused)

    def on_screen_suspend(self) -> None:
        """Save the view before another room comes."""
        self.flush()

    def _view_refused(self, sentence: str) -> None:
        self.query_one(ViewField).not_kept()
        self.app.trouble(f"{self.t('rooms.questions.unsaved')} {sentence}")

    # --- reading it together

    @on(Button.Pressed, "#read_participant")
    def _read_by_participant(self) -> None:
        self.change(partial(self.meeting.read_together, "participant"), lambda: self.t("rooms.plan.read_saved"))

    @on(Button.Pressed, "#read_caseworker")
    def _read_by_caseworker(self) -> None:
        self.change(partial(self.meeting.read_together, "caseworker"), lambda: self.t("rooms.plan.read_saved"))

    @on(Button.Pressed, "#read_behalf")
    def _read_on_behalf(self) -> None:
        ways = [(reason, self.t(f"rooms.plan.reason_{reason}")) for reason in ON_BEHALF]
        self.app.ask(WayDialog(self.t("rooms.plan.read_reason"), "", ways), self._read_with_reason)

    def _read_with_reason(self, reason: str | None) -> None:
        if reason is not None:
            act = partial(self.meeting.read_together, "participant", "participant", reason)
            self.change(act, lambda: self.t("rooms.plan.read_saved"))
