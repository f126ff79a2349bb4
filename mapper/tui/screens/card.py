"""The first page of a meeting: who is here, in which language, with an interpreter or not, and what was explained."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from mapper.desk.drafting import words_on
from mapper.interview.model import Part
from mapper.tui.keys import bindings, in_bar
from mapper.tui.screens.base import Room
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.field import Field, Look
from mapper.tui.widgets.frame import Head, KeyBar
from mapper.tui.widgets.rooms.offer import focus_first
from mapper.tui.widgets.rooms.saving import Saver
from mapper.tui.widgets.rooms.voice_box import VoiceBox

_MISSING: Final = "MISSING"


class CardBox(Vertical):
    """One question of the card, with its field."""

    DEFAULT_CSS = """
    CardBox {
        height: auto;
        margin: 0 0 1 0;
        & > .ask { height: auto; text-style: bold; }
        & > .second { height: auto; }
    }
    """

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref = ref

    def compose(self) -> ComposeResult:
        """Put the question over its field."""
        yield Static(classes="ask")
        yield Static(classes="second")
        yield VoiceBox()


class CardRoom(Room):
    """Asks the card's questions on one page; a missing interpreter stops the two softly."""

    ROOM = "card"
    CSS_PATH = "card.tcss"
    AUTO_FOCUS = ""
    KEYS = in_bar(("card",))
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(("card",))]

    def __init__(self) -> None:
        super().__init__()
        self._saver = Saver(self.app)
        self._going_on = False

    def compose(self) -> ComposeResult:
        """Put what is assured over the questions, and the way on below them."""
        yield Head()
        with VerticalScroll(classes="room", can_focus=False):
            yield Static(id="assured")
            yield Vertical(id="questions")
        with Vertical(id="stop"):
            yield Static(id="stop_title")
            yield Static(id="stop_why")
            with Horizontal(id="stop-ways"):
                yield Button(id="stop_new")
                yield Button(id="stop_on")
        with Horizontal(id="steps"):
            yield Static(id="space")
            yield Button(id="go_on", classes="-first")
        yield KeyBar()

    def heading(self) -> str:
        """Name the room as the office does."""
        part = self._part()
        return part.title.to(self.app.language) if part else self.t("rooms.card.title")

    def _part(self) -> Part | None:
        return next((part for part in self.meeting.parts() if part.kind == "card"), None)

    def redraw_body(self) -> None:
        """Show the questions as they stand."""
        self.query_one("#assured", Static).update(plain(self._assurance()))
        self.query_one("#stop_title", Static).update(self.t("rooms.card.stop"))
        self.query_one("#stop_why", Static).update(self.t("rooms.card.stop_why"))
        for name in ("stop_new", "stop_on", "go_on"):
            self.query_one(f"#{name}", Button).label = self.t(f"rooms.card.{name}")
        self.call_next(self._show_questions)

    def _assurance(self) -> str:
        """Give what is assured: the card's own words, else the first part's; then who reads, and for how long."""
        language, office = self.app.language, self.app.desk.office
        intros = [part.intro.to(language) for part in self.meeting.parts() if part.intro]
        told = intros[:1]
        for name, text in (("readers", office.who_can_read), ("kept", office.kept)):
            if text.versions:
                told.append(self.t(f"rooms.card.{name}", words=text.to(language)))
        return "\n".join(told)

    async def _show_questions(self) -> None:
        part = self._part()
        holder = self.query_one("#questions")
        refs = part.refs if part else ()
        known = {box.ref: box for box in self.query(CardBox)}
        fresh = not known
        for ref in refs:
            if ref not in known:
                known[ref] = CardBox(ref)
                await holder.mount(known[ref])
        for ref, box in known.items():
            box.display = ref in refs
            if ref in refs:
                await self._show(box)
        self._show_stop()
        if fresh and refs:
            focus_first(self, known[refs[0]])

    async def _show(self, box: CardBox) -> None:
        asking = self.meeting.asking(box.ref)
        question, language, second = asking.question, self.app.language, self.app.second_language
        box.query_one(".ask", Static).update(plain(question.ask.to(language)))
        two = bool(second) and second != language and question.ask.has(second)
        below = box.query_one(".second", Static)
        below.display = two
        below.update(plain(question.ask.to(second) if two else ""))
        await box.query_one(VoiceBox).ask(asking, Look(language, second, question.voices[0]))

    def _interpreter_missing(self) -> bool:
        part = self._part()
        for ref in part.refs if part else ():
            asking = self.meeting.asking(ref)
            if asking.question.role == "interpreter":
                return any(spoken.answer.value == _MISSING for spoken in asking.said)
        return False

    def _show_stop(self) -> None:
        missing = self._interpreter_missing()
        self.query_one("#stop").display = missing and not self._going_on
        self.query_one("#go_on").display = not missing or self._going_on

    # --- what is said

    @property
    def _boxes(self) -> tuple[VoiceBox, ...]:
        return tuple(self.query(VoiceBox))

    @on(Field.Answered)
    def _answered(self, message: Field.Answered) -> None:
        box = next((box for box in self._boxes if box.field is message.field), None)
        if box is not None:
            self._saver.say(box, (message.ref, message.voice), message.said)

    def flush(self) -> None:
        """Save what is typed and not yet saved."""
        self._saver.flush(self._boxes)

    def on_screen_suspend(self) -> None:
        """Save everything before another room comes."""
        self.flush()

    # --- going on

    @on(Button.Pressed, "#go_on")
    def action_start(self) -> None:
        """Save what is typed, and begin with the questions; without the interpreter that they wish for, stop softly."""
        self._saver.keep(self._boxes, self._begin_or_stop)

    def _begin_or_stop(self) -> None:
        self._show_stop()
        if self.query_one("#stop").display:
            self.query_one("#stop_new", Button).focus()
        else:
            self._begin()

    def _begin(self) -> None:
        part = self._part()
        if part is None:
            self.app.go("questions")
        else:
            self.app.act(
                partial(self.meeting.pass_part, part.id), lambda _: self.app.go("questions", self.meeting.first())
            )

    @on(Button.Pressed, "#stop_on")
    def _on_without(self) -> None:
        self._going_on = True
        self._show_stop()
        self.query_one("#go_on", Button).focus()
        self.app.notify(self.t("rooms.card.stop_on_done"))

    @on(Button.Pressed, "#stop_new")
    def _new_appointment(self) -> None:
        from mapper.tui.screens.activity import MeetingForm

        title = self.t("rooms.activity.meeting")
        form = MeetingForm(title, {}, self.meeting.set_next_meeting).drafted(words_on("next_meeting"))
        self.app.ask(form, self._appointed)

    def _appointed(self, saved: bool | None) -> None:
        if saved:
            self.app.notify(self.t("rooms.card.stop_new_done"))
