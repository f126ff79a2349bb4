"""The draft plan: ideas to talk about, what the two will try, and what was not chosen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from mapper.desk.drafting import words_on
from mapper.plan.model import Activity, Idea, Plan
from mapper.tui.keys import bindings, in_bar
from mapper.tui.screens.activity import ActivityForm
from mapper.tui.screens.plan_ending import ASSESSMENT, PlanEnding
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.frame import Head, KeyBar
from mapper.tui.widgets.recognise import ViewField
from mapper.tui.widgets.rooms.activity_fields import from_activity, from_suggestion
from mapper.tui.widgets.rooms.dialogs import WayDialog, WordsDialog
from mapper.tui.widgets.rooms.entries import Paragraph, Telling
from mapper.tui.widgets.rooms.offer import WIDTHS
from mapper.tui.widgets.rooms.plan_board import PlanBoard
from mapper.tui.widgets.rooms.plan_lines import (
    ACTIVITY,
    IDEA,
    MORE,
    OWN,
    REFUSED,
    activity_details,
    closing_details,
    idea_details,
)
from mapper.tui.widgets.rooms.plan_told import tell

if TYPE_CHECKING:
    from mapper.meeting.meeting import Change

_REFUSAL_LIMIT: Final = 1000
_DECIDE: Final = ("try", "try_changed", "later", "refuse")
_CLOSING_BUTTONS: Final = {
    "next_meeting": ("next_meeting_set",),
    "assessment": ("assessment_write", "assessment_choose"),
    "read": ("read_participant", "read_caseworker", "read_behalf"),
}
_BUTTONS: Final = (
    "fill_in",
    "edit",
    *_DECIDE,
    "remove",
    "add_own",
    *(b for some in _CLOSING_BUTTONS.values() for b in some),
)


class PlanRoom(PlanEnding):
    """Shows the plan and keeps what the participant decides: will try, changed, later, not for me."""

    ROOM = "plan"
    CSS_PATH = "plan.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = WIDTHS
    KEYS = in_bar(("plan",))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "beside(-1)", show=False),
        Binding("right", "beside(1)", show=False),
        *bindings(("plan",)),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._everything = False
        self._came = False
        self._target = ""

    def arrive(self, ref: str | None) -> None:
        """Take note of the idea, step or closing line to stand on."""
        self._target = ref or ""

    def compose(self) -> ComposeResult:
        """Put the lanes over the details of the entry under the cursor and what may be done with it."""
        yield Head()
        with Vertical(classes="room"):
            yield Static(id="goal")
            yield PlanBoard(id="board")
            with Vertical(id="detail"):
                with VerticalScroll(id="telling", can_focus=False):
                    yield Telling()
                    yield ViewField(id="view")
                with Horizontal(id="buttons"):
                    for name in _BUTTONS:
                        yield Button(id=name)
        yield KeyBar()

    def heading(self) -> str:
        """Name the room."""
        return self.t("rooms.plan.title")

    def redraw_body(self) -> None:
        """Show the plan as it stands."""
        plan = self.meeting.plan()
        goal = self.t("rooms.plan.goal", words=plan.goal) if plan.goal else self.t("rooms.plan.no_goal")
        self.query_one("#goal", Static).update(plain(f"{goal}  {self.t('rooms.plan.draft')}"))
        for name in _BUTTONS:
            self.query_one(f"#{name}", Button).label = self.t(f"rooms.plan.{name}")
        if self.meeting.coming_meeting(plan):
            self.query_one("#next_meeting_set", Button).label = self.t("rooms.plan.next_meeting_change")
        self._show_board(plan)
        self._show_details(plan)
        if self._target or not self._came:
            self._came = True
            self.call_after_refresh(self._go)

    def _go(self) -> None:
        """Go to where they wanted, an idea that is not shown yet brought out; else into the lanes."""
        target, self._target = self._target, ""
        if target and not self.board.go_to(target) and not self._everything:
            self._everything = True
            self._show_board(self.meeting.plan())
            self.board.go_to(target)
        if not self.board.has_focus_within:
            self.board.go()

    def _show_board(self, plan: Plan) -> None:
        self.board.show(plan, tell(self.meeting, plan, self.app.language), self._everything)

    # --- the entry under the cursor

    def _idea(self, plan: Plan) -> Idea | None:
        prefix, _, key = (self.board.current or "").partition(":")
        if f"{prefix}:" not in (IDEA, REFUSED):
            return None
        return next((idea for idea in (*plan.ideas, *plan.not_chosen) if idea.suggestion.key == key), None)

    def _activity(self, plan: Plan) -> Activity | None:
        id = (self.board.current or "").removeprefix(ACTIVITY)
        return next((activity for activity in plan.will_try if activity.id == id), None)

    def _show_details(self, plan: Plan) -> None:
        self.query_one(Telling).show(self._details(plan))
        self.query_one("#telling").scroll_home(animate=False)
        allowed = set(self._allowed(plan))
        for name in _BUTTONS:
            self.query_one(f"#{name}", Button).display = name in allowed
        self.show_view()

    def _details(self, plan: Plan) -> Iterator[Paragraph]:
        told = tell(self.meeting, plan, self.app.language)
        idea, activity, closing = self._idea(plan), self._activity(plan), self.ending()
        if idea is not None:
            yield from idea_details(idea, told)
        elif activity is not None:
            yield from activity_details(activity, told)
        elif closing:
            yield from closing_details(closing, plan, told)
        elif self.board.current in (MORE, OWN):
            yield Paragraph(self.t("rooms.plan.begin" if self.board.current == MORE else "rooms.plan.own_why"))

    def _allowed(self, plan: Plan) -> tuple[str, ...]:
        idea, activity, closing = self._idea(plan), self._activity(plan), self.ending()
        if idea is not None:
            return _DECIDE[:-1] if idea.decision == "no" else _DECIDE
        if activity is not None:
            first = "fill_in" if activity.missing else "edit"
            return (first, "later", "refuse") if activity.proposed_by == "rule" else (first, "remove")
        if closing == ASSESSMENT:
            return ("assessment_choose",) if self.meeting.assessment_versions else ("assessment_write",)
        if closing:
            return _CLOSING_BUTTONS.get(closing, ())
        return ("add_own",) if self.board.current == OWN else ()

    @on(PlanBoard.Moved)
    def _moved(self) -> None:
        self._show_details(self.meeting.plan())

    @on(PlanBoard.Chosen)
    def _chosen(self) -> None:
        if self.board.current == MORE:
            self._everything = not self._everything
            self.redraw_body()
            return
        self._moved()
        first = next((button for button in self.query(Button) if button.display), None)
        if first is not None:
            self.set_focus(first)

    def action_lanes(self) -> None:
        """Go back from the buttons to the lanes."""
        self.board.go()

    def action_beside(self, by: int) -> None:
        """Go to the lane or the button beside."""
        if self.board.step(by):
            return
        buttons = [button for button in self.query(Button) if button.display]
        at = next((place for place, button in enumerate(buttons) if button.has_focus), None)
        if at is not None and 0 <= at + by < len(buttons):
            buttons[at + by].focus()

    # --- four decisions

    @on(Button.Pressed, "#try")
    def _try(self) -> None:
        idea = self._idea(self.meeting.plan())
        if idea is None:
            return
        if idea.suggestion.ask_target:
            ways = [(name, self.t(f"rooms.plan.ask_target_{name}")) for name in ("yes", "no")]
            title, why = self.t("rooms.plan.ask_target"), self.t("rooms.plan.ask_target_why")
            self.app.ask(WayDialog(title, why, ways), partial(self._try_with_target, idea))
        else:
            self._tries(idea, {})

    def _try_with_target(self, idea: Idea, way: str | None) -> None:
        if way is not None:
            own = idea.suggestion.target
            beside = own if own != "activity_plan" else "social"
            self._tries(idea, {"target": "activity_plan" if way == "yes" else beside})

    def _tries(self, idea: Idea, changes: dict[str, str]) -> None:
        key = idea.suggestion.key
        self.change(partial(self.meeting.decide, key, "try", "", changes), partial(self._tell_tried, key))

    def _tell_tried(self, key: str) -> str:
        """Say that it is in the draft, and what Nav's form still needs."""
        plan = self.meeting.plan()
        told = tell(self.meeting, plan, self.app.language)
        activity = next((each for each in plan.will_try if each.id == key), None)
        if activity is None or not activity.missing:
            return self.t("rooms.plan.tried")
        fields = ", ".join(told.field(activity, field) for field in activity.missing)
        return self.t("rooms.plan.tried_missing", fields=fields)

    @on(Button.Pressed, "#try_changed")
    def _try_changed(self) -> None:
        idea = self._idea(self.meeting.plan())
        if idea is None:
            return
        key = idea.suggestion.key

        def save(changes: dict[str, str]) -> Change:
            return self.meeting.decide(key, "changed", changes=changes)

        filled = from_suggestion(self.meeting.fields_of(idea.suggestion))
        form = ActivityForm(self.t("rooms.activity.change_first"), filled, save, self.meeting.kinds())
        told = partial(self.told, partial(self._tell_tried, key))
        self.app.ask(form.drafted(words_on(f"changed {key}")), told)

    @on(Button.Pressed, "#later")
    def _later(self) -> None:
        key = self._key()
        if key:
            self.change(partial(self.meeting.decide, key, "later"), lambda: self.t("rooms.plan.put_off_done"))

    def _key(self) -> str:
        plan = self.meeting.plan()
        idea, activity = self._idea(plan), self._activity(plan)
        return idea.suggestion.key if idea else activity.id if activity else ""

    @on(Button.Pressed, "#refuse")
    def _refuse(self) -> None:
        key = self._key()
        if key:
            dialog = WordsDialog(
                self.t("rooms.plan.refuse_ask"),
                self.t("rooms.plan.refuse_why"),
                partial(self.meeting.decide, key, "no"),
                save=self.t("rooms.plan.refuse_save"),
                without=self.t("rooms.plan.refuse_silent"),
                limit=_REFUSAL_LIMIT,
            )
            told = partial(self.told, lambda: self.t("rooms.plan.refused"))
            self.app.ask(dialog.drafted(words_on(f"refused {key}")), told)

    # --- steps of their own

    @on(Button.Pressed, "#add_own")
    def _own(self) -> None:
        def save(fields: dict[str, str]) -> Change:
            return self.meeting.add_activity(
                {"responsible": "participant", "target": "activity_plan", **fields}, "participant"
            )

        form = ActivityForm(self.t("rooms.activity.new"), {}, save, self.meeting.kinds()).drafted(words_on("new"))
        self.app.ask(form, partial(self.told, lambda: self.t("rooms.plan.own_saved")))

    @on(Button.Pressed, "#edit")
    @on(Button.Pressed, "#fill_in")
    def _edit(self) -> None:
        activity = self._activity(self.meeting.plan())
        if activity is None:
            return
        save = partial(self.meeting.change_activity, activity.id)
        form = ActivityForm(self.t("rooms.activity.change"), from_activity(activity), save, self.meeting.kinds())
        form.drafted(words_on(f"activity {activity.id}"))
        self.app.ask(form, partial(self.told, lambda: self.t("rooms.plan.own_saved")))

    @on(Button.Pressed, "#remove")
    def _remove(self) -> None:
        activity = self._activity(self.meeting.plan())
        if activity is not None:
            self.change(partial(self.meeting.remove_activity, activity.id), lambda: self.t("rooms.plan.removed"))
