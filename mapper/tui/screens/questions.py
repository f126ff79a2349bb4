"""One question at a time: the participant's words first, the caseworker's beside them on request."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mapper.interview.model import Asking, By, Part, View
from mapper.tui.keys import bindings, in_bar
from mapper.tui.screens.alone import ENDED
from mapper.tui.screens.base import Room
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choices
from mapper.tui.widgets.editor import Line
from mapper.tui.widgets.field import Field, Look
from mapper.tui.widgets.frame import Head, KeyBar
from mapper.tui.widgets.recognise import ViewField
from mapper.tui.widgets.rooms.entries import Entries
from mapper.tui.widgets.rooms.offer import WIDTHS, focus_first, offer
from mapper.tui.widgets.rooms.rail import minutes_left, progress, rail_entries
from mapper.tui.widgets.rooms.saving import Saver
from mapper.tui.widgets.rooms.voice_box import VoiceBox

if TYPE_CHECKING:
    from mapper.interview.model import Voice
    from mapper.meeting import Change

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
        self._adding = False
        self._unfolded: set[str] = set()
        self._gated = ""
        self._view_kept: tuple[str | None, View | None, str] = (None, None, "")
        self._saver = Saver(self.app)

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
                with VerticalScroll(id="asking", can_focus=False):
                    yield from self._compose_question()
                with Horizontal(id="ways"):
                    for way in _WAYS:
                        yield Button(id=way)
                with Horizontal(id="steps"):
                    yield Button(id="back")
                    yield Static(id="progress")
                    yield Button(id="next", classes="-first")
        yield KeyBar()

    def _compose_question(self) -> ComposeResult:
        yield Static(id="intro")
        yield Static(id="ask")
        yield Static(id="second")
        yield Static(id="passed")
        with Horizontal(id="voices"):
            with Vertical(id="own"):
                yield VoiceBox(id="own-box")
                with Horizontal(id="written"):
                    yield Button(id="writer")
                    yield Choices("several", across=True, id="hold")
            with Vertical(id="added"):
                yield VoiceBox(id="added-box")
                yield Static(id="added-by")
        yield Button(id="add")
        yield ViewField(id="view")
        with Horizontal(id="folds"):
            for name in _FOLDS:
                yield Button(id=name)
        for name in _FOLDS:
            yield Static(id=f"{name}-text", classes="fold")

    @property
    def _own(self) -> VoiceBox:
        return self.query_one("#own-box", VoiceBox)

    @property
    def _added(self) -> VoiceBox:
        return self.query_one("#added-box", VoiceBox)

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
        if self.ref is None:
            self.query_one("#ask", Static).update(self.t("rooms.questions.empty"))
            return
        asking = self.meeting.asking(self.ref)
        fresh = self._shown != asking.ref
        if fresh:
            self._shown, self._adding = asking.ref, False
            self.query_one("#asking").scroll_home(animate=False)
        self._show_words(asking)
        self._show_ways(asking)
        await self._show_voices(asking)
        self._show_view(asking)
        self._show_folds(asking)
        if fresh:
            focus_first(self, self._own)

    def _show_words(self, asking: Asking) -> None:
        part, question, language = self._part(asking.part), asking.question, self.app.language
        second = self.app.second_language
        intro = part.intro.to(language) if part and part.intro and asking.number == 1 else ""
        self._write("intro", intro)
        self._write("ask", question.ask.to(language))
        two = bool(second) and second != language and question.ask.has(second)
        self._write("second", question.ask.to(second) if two else "")
        self._write("passed", self._passed(asking))

    def _passed(self, asking: Asking) -> str:
        if not self.meeting.stands(asking.ref):
            return self.t("rooms.questions.unused")
        spoken = asking.by(self._voice(asking))
        if spoken is None or spoken.answer.given:
            return ""
        return f"– {self.t(f'rooms.questions.{spoken.answer.state}_done')} {self.t('rooms.questions.passed_over')}"

    def _voice(self, asking: Asking) -> Voice:
        return asking.question.voices[0]

    async def _show_voices(self, asking: Asking) -> None:
        voice, question = self._voice(asking), asking.question
        name = "togethers" if voice == "together" else "own" if question.type in ("text", "list") else "yours"
        await self._own.ask(asking, self._look(voice, f"rooms.questions.{name}"))
        writer = self.query_one("#writer", Button)
        spoken = asking.by(voice)
        writer.display = voice == "participant"
        if spoken is not None and not self._own.unsaved:
            self._saver.by = spoken.by
        writer.label = self.t("rooms.questions.writer", who=self.t(f"rooms.questions.writer_{self._saver.by}"))
        await self._show_added(asking)

    async def _show_added(self, asking: Asking) -> None:
        two = "caseworker" in asking.question.voices and len(asking.question.voices) > 1
        is_open = two and (self._adding or asking.by("caseworker") is not None)
        self.query_one("#added").display = self._added.display = is_open
        if is_open:
            await self._added.ask(asking, self._look("caseworker", "rooms.questions.caseworkers"))
            self._write("added-by", self.t("rooms.said.by_veileder"))
        add = self.query_one("#add", Button)
        add.display = two and not is_open
        add.disabled = not asking.caseworker_may_add
        add.label = self.t("rooms.questions.add" if asking.caseworker_may_add else "rooms.questions.add_first")

    def _look(self, voice: Voice, label: str) -> Look:
        return Look(self.app.language, self.app.second_language, voice, self.t(label))

    def _show_view(self, asking: Asking) -> None:
        field = self.query_one(ViewField)
        field.display = asking.view_due or asking.view is not None
        choices: list[tuple[View, Content]] = [(view, plain(self.t(f"rooms.questions.view_{view}"))) for view in _VIEWS]
        field.show(
            plain(self.t("rooms.questions.recognise")),
            choices,
            plain(self.t("rooms.questions.differently")),
            (asking.view, asking.view_words),
        )
        self._view_kept = (asking.ref, asking.view, asking.view_words)

    def _show_folds(self, asking: Asking) -> None:
        question, language = asking.question, self.app.language
        texts = {
            "why": question.why.to(language) if question.why else "",
            "tip": question.tip.to(language) if question.tip else "",
            "readers": self._readers(question.area or "shared"),
        }
        for name, text in texts.items():
            unfolded = name in self._unfolded
            button = self.query_one(f"#{name}", Button)
            button.display = bool(text)
            button.label = f"{'▼' if unfolded else '▶'} {self.t(f'rooms.questions.{name}')}"
            self._write(f"{name}-text", text if unfolded else "")
        chosen = ["held"] if asking.held_back else []
        offer(self.query_one("#hold", Choices), [("held", self.t("rooms.questions.hold"))], chosen)

    def _readers(self, area: str) -> str:
        """Say who can read the answer: as the office has written, and for which part of the case it is."""
        office = self.app.desk.office.who_can_read
        own = [office.to(self.app.language)] if office.versions else []
        return " ".join((*own, self.t(f"rooms.questions.readers_{area}")))

    def _show_ways(self, asking: Asking) -> None:
        spoken = asking.by(self._voice(asking))
        for way in _WAYS:
            chosen = spoken is not None and spoken.answer.state == way
            self.query_one(f"#{way}", Button).label = ("● " if chosen else "") + self.t(f"rooms.questions.{way}")
        parts = self.meeting.parts()
        rail = self.query_one(Entries)
        rail.show(rail_entries(parts, self.app.language), keep=asking.part)
        self._write("progress", progress(parts, asking.part, self.t))
        last = self.meeting.next(asking.ref) is None
        self.query_one("#next", Button).label = self.t("rooms.questions.last" if last else "rooms.common.next")
        self.query_one("#back", Button).label = self.t("rooms.common.back")

    def _write(self, id: str, text: str) -> None:
        static = self.query_one(f"#{id}", Static)
        static.display = bool(text)
        static.update(plain(text))

    # --- what is said

    @on(Field.Answered)
    def _answered(self, message: Field.Answered) -> None:
        box = self._added if message.field is self._added.field else self._own
        self._saver.say(box, (message.ref, message.voice), message.said)

    @on(ViewField.Viewed)
    def _viewed(self) -> None:
        self._keep_view(lambda: None)

    def _keep_view(self, then: Callable[[], None]) -> None:
        """Save the participant's view of what the caseworker added, once, and go on after it."""
        field = self.query_one(ViewField)
        said = (self._shown, field.view, field.query_one(Line).line)
        ref, view, words = said
        if not field.display or ref is None or view is None or said == self._view_kept:
            # What is on its way already is waited for.
            self.app.work(lambda: None, lambda _: then())
            return
        self._view_kept = said
        self.app.act(partial(self.meeting.view, ref, view, words), lambda _: then())

    def flush(self) -> None:
        """Save what is typed and not yet saved."""
        self._keep_view(lambda: None)
        self._saver.flush((self._own, self._added))

    def on_screen_suspend(self) -> None:
        """Save everything before another room comes."""
        self.flush()

    def changed(self, change: Change) -> None:
        """Show what changed, and say which finished parts have a new question; the screen stays where it is."""
        if change.reopened:
            titles = ", ".join(self._title(part) for part in change.reopened)
            self.app.notify(self.t("rooms.questions.reopened", n=len(change.reopened), parts=titles))
        self.redraw()

    @on(Button.Pressed, "#later")
    @on(Button.Pressed, "#declined")
    @on(Button.Pressed, "#unknown")
    def _pass_over(self, message: Button.Pressed) -> None:
        if self.ref is None:
            return
        asking = self.meeting.asking(self.ref)
        voice, way = self._voice(asking), message.button.id
        spoken = asking.by(voice)
        if spoken is not None and spoken.answer.state == way:
            self.app.act(partial(self.meeting.take_back, asking.ref, voice))
            return
        state = next(known for known in _WAYS if known == way)
        self.app.act(
            partial(self.meeting.pass_over, asking.ref, voice, state, self._saver.by),
            lambda _: self.set_focus(self.query_one("#next", Button)),
        )

    @on(Button.Pressed, "#writer")
    def _other_hand(self) -> None:
        """Say that another hand wrote the participant's words; what stands is kept anew under it."""
        self._saver.by = _HANDS[(_HANDS.index(self._saver.by) + 1) % len(_HANDS)]
        asking = self.meeting.asking(self.ref) if self.ref else None
        spoken = asking.by("participant") if asking else None
        field = self._own.field
        if spoken is not None and spoken.answer.given and field is not None:
            self._saver.say(self._own, self._own.asked, field.said)
        else:
            self.redraw()

    @on(Button.Pressed, "#add")
    def _add(self) -> None:
        self._adding = True
        self.call_next(self._open_added)

    async def _open_added(self) -> None:
        await self._show_question()
        focus_first(self, self._added)

    @on(Choices.Chosen, "#hold")
    @on(Choices.Removed, "#hold")
    def _hold(self) -> None:
        if self.ref is None:
            return
        ref, held = self.ref, not self.meeting.asking(self.ref).held_back
        notice = self.t("rooms.questions.held" if held else "rooms.questions.unheld")
        self.app.act(lambda: self.meeting.hold_back(ref, held), lambda _: self.app.notify(notice))

    @on(Button.Pressed, "#why")
    @on(Button.Pressed, "#tip")
    @on(Button.Pressed, "#readers")
    def _fold(self, message: Button.Pressed) -> None:
        name = message.button.id or ""
        self._unfolded ^= {name}
        if self.ref is not None:
            self._show_folds(self.meeting.asking(self.ref))
            self.call_after_refresh(self.query_one(f"#{name}-text").scroll_visible, animate=False)

    # --- going on

    @on(Button.Pressed, "#next")
    def action_next(self) -> None:
        """Save what stands here, and go on."""
        self._save_all(self._forward)

    def _save_all(self, then: Callable[[], None]) -> None:
        self._keep_view(partial(self._saver.keep, (self._own, self._added), then))

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
            waiting = (ref for ref in part.refs if not self.meeting.asking(ref).said)
            self._show(next(waiting, part.refs[0]))
        elif part.kind == "alone":
            self.app.go("alone", self.ref)
