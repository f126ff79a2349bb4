"""One question at a time: the participant's words first, the caseworker's beside them on request."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from mapper.interview.model import Asking, By, Part, Spoken, View
from mapper.tui.keys import bindings, in_bar
from mapper.tui.screens.alone import ENDED
from mapper.tui.screens.base import Room
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choices
from mapper.tui.widgets.field import Field
from mapper.tui.widgets.frame import Head, KeyBar
from mapper.tui.widgets.recognise import ViewField
from mapper.tui.widgets.rooms.entries import Entries
from mapper.tui.widgets.rooms.offer import WIDTHS, focus_first
from mapper.tui.widgets.rooms.question_page import QuestionPage, first_voice
from mapper.tui.widgets.rooms.rail import minutes_left, progress, rail_entries
from mapper.tui.widgets.rooms.saving import Saver
from mapper.tui.widgets.rooms.versions import Versions

if TYPE_CHECKING:
    from mapper.meeting.meeting import Change

_FOLDS: Final = ("why", "tip", "readers")
_WAYS: Final[tuple[Literal["later", "declined", "unknown"], ...]] = ("later", "declined", "unknown")
_HANDS: Final[tuple[By, ...]] = ("self", "caseworker", "interpreter")
_VIEWS: Final[tuple[View, ...]] = ("yes", "partly", "no", "left")


class QuestionsRoom(Room):
    """Asks one question, keeps what is said, and goes on only when a person says so."""

    ROOM = "questions"
    CSS_PATH = "questions.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = WIDTHS
    KEYS = in_bar(("questions",))
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(("questions",))]

    def __init__(self) -> None:
        super().__init__()
        self.ref: str | None = None
        self._shown: str | None = None
        self._gated = ""
        self._saver = Saver(self.app)
        self._views_on_the_way = 0

    # --- what is on the screen

    def compose(self) -> ComposeResult:
        """Put the parts on the left, the question in the middle, and the ways on at the same place below."""
        yield Head()
        with Horizontal(id="desk"):
            with Vertical(id="side"):
                yield Static(id="side-title")
                yield Entries(id="rail", walked=False)
                yield Static(id="side-foot")
            with Vertical(id="middle"):
                yield QuestionPage(self._saver, id="asking")
                with Horizontal(id="ways"):
                    for way in _WAYS:
                        yield Button(id=way)
                with Horizontal(id="steps"):
                    yield Button(id="back")
                    yield Static(id="progress")
                    yield Button(id="next", classes="-first")
        yield KeyBar()

    @property
    def page(self) -> QuestionPage:
        """Give the place of the question."""
        return self.query_one(QuestionPage)

    def arrive(self, ref: str | None) -> None:
        """Take note of the question to show; without one, stay where they were or go on where they stopped."""
        self.ref = ref or self.ref

    def heading(self) -> str:
        """Name the part and the place in it."""
        if self.ref is None:
            return ""
        asking = self.meeting.asking(self.ref)
        title = self._title(asking.part)
        if not asking.number:
            return title
        return self.t("rooms.questions.where", part=title, number=asking.number, total=asking.total)

    def _title(self, part_id: str) -> str:
        part = self._part(part_id)
        return part.title.to(self.app.language) if part else ""

    def _part(self, part_id: str) -> Part | None:
        return next((part for part in self.meeting.parts() if part.id == part_id), None)

    def redraw(self) -> None:
        """Show the question as it stands, after finding out which one may be shown now."""
        self._settle()
        super().redraw()

    def _settle(self) -> None:
        """Leave a question of the minute for two when the two are not alone."""
        if self.ref is not None and self.meeting.text(self.ref).alone and not self.meeting.alone:
            self.ref = None
        if self.ref is None:
            self.ref = self.meeting.first()

    def redraw_body(self) -> None:
        """Show the parts, the ways on and the question."""
        parts = self.meeting.parts()
        self.query_one("#side-title", Static).update(self.t("rooms.questions.parts"))
        foot = f"{minutes_left(parts, self.t)}\n{self.t('rooms.questions.stop')}"
        self.query_one("#side-foot", Static).update(foot)
        self.call_next(self._show_question)

    async def _show_question(self) -> None:
        for name in ("ways", "steps"):
            self.query_one(f"#{name}").display = self.ref is not None
        if self.ref is None:
            self.page.say_nothing(self.t("rooms.questions.empty"))
            return
        asking = self.meeting.asking(self.ref)
        fresh = self._shown != asking.ref
        if fresh:
            self._shown = asking.ref
            self.page.fold()
        self._show_ways(asking)
        await self.page.show(asking, self._part(asking.part))
        if fresh:
            self.page.to_words()
            focus_first(self, self.page.own, scroll=False)

    def _show_ways(self, asking: Asking) -> None:
        spoken = asking.by(first_voice(asking))
        for way in _WAYS:
            chosen = spoken is not None and spoken.answer.state == way
            self.query_one(f"#{way}", Button).label = ("● " if chosen else "") + self.t(f"rooms.questions.{way}")
        parts = self.meeting.parts()
        rail = self.query_one(Entries)
        rail.show(rail_entries(parts, self.app.language), keep=asking.part)
        self.query_one("#progress", Static).update(progress(parts, asking.part, self.t))
        last = self.meeting.next(asking.ref) is None
        self.query_one("#next", Button).label = self.t("rooms.questions.last" if last else "rooms.common.next")
        self.query_one("#back", Button).label = self.t("rooms.common.back")

    # --- what is said

    @on(Field.Answered)
    def _answered(self, message: Field.Answered) -> None:
        box = self.page.added if self.page.added in message.field.ancestors else self.page.own
        self._saver.say(box, (message.ref, message.voice), message.said)

    @on(ViewField.Viewed)
    def _viewed(self) -> None:
        self._keep_view(lambda: None)

    def _keep_view(self, then: Callable[[], None]) -> None:
        """Save the participant's view of what the caseworker added, once, and go on after it."""
        said = self.page.viewed
        ref, view, words = said
        if ref is None or view is None or said == self.page.view_kept:
            self._after_views(then)
            return
        self.page.view_kept = said
        self._views_on_the_way += 1
        self.app.act(partial(self.meeting.view, ref, view, words), partial(self._view_saved, then), self._view_refused)

    def _view_saved(self, then: Callable[[], None], _: Change) -> None:
        self._views_on_the_way = 0
        then()

    def _view_refused(self, sentence: str) -> None:
        self._views_on_the_way = 0
        self.page.view_not_kept()
        self.app.trouble(f"{self.t('rooms.questions.unsaved')} {sentence}")

    def _after_views(self, then: Callable[[], None]) -> None:
        if self._views_on_the_way:
            self.app.work(lambda: None, lambda _: then())
        else:
            then()

    def flush(self) -> None:
        """Save what is typed and not yet saved, here and at questions that were left."""
        self._flush_shown()
        self._saver.flush_aside(self.page.boxes)

    def _flush_shown(self) -> None:
        self._keep_view(lambda: None)
        self._saver.flush(self.page.boxes)

    def on_screen_suspend(self) -> None:
        """Save what stands here before another room comes."""
        self._flush_shown()

    def changed(self, change: Change) -> None:
        """Show what changed, and say which finished parts have a new question; the screen stays where it is."""
        if change.reopened:
            titles = ", ".join(self._title(part) for part in change.reopened)
            self.app.notify(self.t("rooms.questions.reopened", n=len(change.reopened), parts=titles))
        if change.offered:
            packs = {pack.id: pack.title.to(self.app.language) for pack in self.meeting.packs()}
            titles = ", ".join(packs[pack] for pack in change.offered if pack in packs)
            self.app.notify(self.t("packs.offer.says", titles=titles))
        self.redraw()

    @on(Button.Pressed, "#later")
    @on(Button.Pressed, "#declined")
    @on(Button.Pressed, "#unknown")
    def _pass_over(self, message: Button.Pressed) -> None:
        if self.ref is None:
            return
        asking, base = self.meeting.asking(self.ref), self.page.seq
        voice, way = first_voice(asking), message.button.id
        spoken = asking.by(voice)
        version = next((each for each in asking.versions if each.voice == voice and each.answer.state == way), None)
        if version is not None:
            self.app.act(partial(self.meeting.choose, asking.ref, voice, version.event, base))
            return
        if spoken is not None and spoken.answer.state == way:
            self.app.act(partial(self.meeting.take_back, asking.ref, voice, base))
            return
        state = next(known for known in _WAYS if known == way)
        self.app.act(
            partial(self.meeting.pass_over, asking.ref, voice, state, self._saver.by, base),
            lambda _: self._passed_over(),
        )

    @on(Versions.Chosen)
    def _choose_version(self, message: Versions.Chosen) -> None:
        act = partial(self.meeting.choose, message.ref, message.voice, message.event, message.base)
        self.app.act(act, lambda _: self._version_chosen())

    def _version_chosen(self) -> None:
        self.app.notify(self.t("rooms.versions.chosen"))
        self._passed_over()

    def _passed_over(self) -> None:
        """Show that it was heard, and stand ready to go on."""
        self.page.scroll_home(animate=False)
        self.query_one("#next", Button).focus()

    @on(Button.Pressed, "#writer")
    def _other_hand(self) -> None:
        """Say that another hand wrote the participant's words; what stands is kept anew under it.

        What is just being saved is waited for: once it is saved, its hand is the one to be changed.
        """
        ref = self.ref
        self.app.work(lambda: ref, self._kept_under_hand)

    def _kept_under_hand(self, ref: str | None) -> None:
        if ref != self.ref:
            return
        self._saver.by = _HANDS[(_HANDS.index(self._saver.by) + 1) % len(_HANDS)]
        asking = self.meeting.asking(ref) if ref else None
        spoken = asking.by("participant") if asking else None
        field = self.page.own.field
        if spoken is not None and spoken.answer.given and field is not None:
            self._saver.say(self.page.own, self.page.own.asked, field.said)
        else:
            self.redraw()

    @on(Button.Pressed, "#add")
    def _add(self) -> None:
        self.page.adding = True
        self.call_next(self._open_added)

    async def _open_added(self) -> None:
        await self._show_question()
        focus_first(self, self.page.added)

    @on(Choices.Chosen, "#hold")
    @on(Choices.Removed, "#hold")
    def _hold(self) -> None:
        if self.ref is None:
            return
        ref, held = self.ref, not self.meeting.asking(self.ref).held_back
        notice = self.t("rooms.questions.held" if held else "rooms.questions.unheld")
        self.app.act(lambda: self.meeting.hold_back(ref, held), lambda _: self.app.notify(notice))

    # --- going on

    @on(Button.Pressed, "#next")
    def action_next(self) -> None:
        """Save what stands here, and go on."""
        self._save_all(self._forward)

    def _save_all(self, then: Callable[[], None]) -> None:
        seen = self.page.versions
        self._keep_view(partial(self._saver.keep, self.page.boxes, partial(self._unless_two, seen, then)))

    def _unless_two(self, seen: tuple[Spoken, ...], then: Callable[[], None]) -> None:
        """Go on, unless what was saved now stands beside what another window wrote: that is shown first, once."""
        here = self.meeting.asking(self.ref).versions if self.ref else ()
        if here and here != seen:
            self.app.notify(self.t("rooms.versions.before"))
            self.redraw()
            self.call_after_refresh(self.page.to_versions)
        else:
            then()

    @on(Button.Pressed, "#back")
    def action_previous(self) -> None:
        """Save what stands here, and go back."""
        self._save_all(self._backward)

    def _backward(self) -> None:
        previous = self.meeting.previous(self.ref) if self.ref else None
        if previous is not None:
            self._show(previous)
        else:
            self.app.go("card")

    def _forward(self) -> None:
        if self.ref is None:
            return
        here = self.meeting.asking(self.ref).part
        target = self.meeting.next(self.ref)
        if target is not None and self.meeting.asking(target).part == here:
            self._show(target)
        else:
            self.app.act(lambda: self.meeting.pass_part(here), lambda _: self._cross(here, target))

    def _cross(self, here: str, target: str | None) -> None:
        """Go into another part; before it may come the minute for two, once in a meeting."""
        part = self._part(here)
        if part is not None and part.kind == "alone":
            self.app.go("alone", f"{ENDED} {target or ''}")
        elif self._gated != self.meeting.meeting and self._minute_between(here, target):
            self._gated = self.meeting.meeting
            self.app.go("alone", target)
        elif target is None:
            self.app.go("review")
            self.app.notify(self.t("rooms.questions.end"))
        else:
            self._show(target)

    def _minute_between(self, here: str, target: str | None) -> bool:
        parts = self.meeting.parts()
        ids = [part.id for part in parts]
        end = ids.index(self.meeting.asking(target).part) if target else len(parts)
        start = ids.index(here) if here in ids else 0
        return any(part.kind == "alone" and not part.refs for part in parts[start:end])

    def _show(self, ref: str) -> None:
        self.ref = ref
        self.redraw()

    @on(Entries.Chosen, "#rail")
    def _to_part(self, message: Entries.Chosen) -> None:
        message.stop()
        self._save_all(partial(self._enter, message.entry))

    def _enter(self, part_id: str) -> None:
        part = self._part(part_id)
        if part is None:
            return
        if part.kind == "card":
            self.app.go("card")
        elif part.refs:
            waiting = (ref for ref in part.refs if self.meeting.asking(ref).waits)
            self._show(next(waiting, part.refs[0]))
        elif part.kind == "alone":
            self.app.go("alone", self.ref)
