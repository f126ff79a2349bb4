"""The participant's own picture of the life areas, to look at and change together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.timer import Timer
from textual.widgets import Static

from mapper.desk.drafting import words_on
from mapper.interview.model import Picture, PictureRow
from mapper.tui.keys import bindings, in_bar
from mapper.tui.screens.base import Room
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.frame import Head, KeyBar
from mapper.tui.widgets.rooms.dialogs import WordsDialog
from mapper.tui.widgets.rooms.figure import Figure, FigureRow, FigureWords

if TYPE_CHECKING:
    from mapper.meeting.meeting import Change

_REST = 0.6
"""Seconds without a key before a moved dot is kept: an answer is where the dot came to rest."""


class PictureRoom(Room):
    """Shows marks and dots now and last time; arrows move the dot, Space sets the mark."""

    ROOM = "picture"
    CSS_PATH = "picture.tcss"
    AUTO_FOCUS = "#figure"
    KEYS = in_bar(("picture",))
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(("picture",))]

    def __init__(self) -> None:
        super().__init__()
        self._as_table = False
        self._waiting: dict[str, Callable[[], Change]] = {}
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Put the figure over what belongs to it."""
        yield Head()
        with VerticalScroll(classes="room", can_focus=False):
            yield Static(id="lead")
            yield Figure(id="figure")
            yield Static(id="beside")
            with Horizontal(classes="buttons"):
                yield Button(id="table")
                yield Button(id="add")
                yield Button(id="questions")
            yield Static(id="promise")
        yield KeyBar()

    def heading(self) -> str:
        """Name the room."""
        return self.t("rooms.picture.title")

    def redraw_body(self) -> None:
        """Show the picture as it stands."""
        picture = self.meeting.picture()
        rows = tuple(self._figure_row(row) for row in picture.rows)
        drawn = any(row.open for row in rows)
        self.query_one("#lead", Static).update(
            plain(f"{self.t('rooms.picture.lead')}     {self.t('rooms.picture.legend')}")
            if drawn
            else plain(self.t("rooms.picture.empty"))
        )
        figure = self.query_one(Figure)
        figure.display = drawn
        if not self._waiting:
            figure.show(rows, self._words(), self._as_table)
        self._redraw_beside(picture, drawn)

    def _redraw_beside(self, picture: Picture, drawn: bool) -> None:
        self.query_one("#beside", Static).update(plain("\n".join(self._beside(picture))))
        self.query_one("#promise", Static).update(self.t("rooms.picture.promise") if drawn else "")
        table, add, questions = (self.query_one(f"#{name}", Button) for name in ("table", "add", "questions"))
        table.display, questions.display = drawn, not drawn
        table.label = self.t("rooms.picture.figure" if self._as_table else "rooms.picture.table")
        add.label = self.t("rooms.picture.add")
        questions.label = self.t("rooms.picture.to_questions")
        self._offer_adding()

    def _words(self) -> FigureWords:
        names = ("area", "you_say", "now", "before", "no_number", "no_mark", "not_taken_up", "held_back")
        return FigureWords(*(self.t(f"rooms.picture.{name}") for name in names))

    def _figure_row(self, row: PictureRow) -> FigureRow:
        mark = row.refs.get("mark")
        options = getattr(self.meeting.text(mark), "options", ()) if mark and self.meeting.stands(mark) else ()
        marks = {option.code: option.text.to(self.app.language) for option in options}
        return FigureRow(row, row.title.to(self.app.language), marks)

    def _beside(self, picture: Picture) -> Iterator[str]:
        added = [(row.title.to(self.app.language), row.added) for row in picture.rows if row.added]
        if added:
            yield self.t("rooms.picture.added")
        for title, words in added:
            yield f"  {title}: {words}"
        if picture.begin_with:
            numbered = (f"{number} {title.to(self.app.language)}" for number, title in enumerate(picture.begin_with, 1))
            yield f"{self.t('rooms.picture.begin_with')} {'   '.join(numbered)}"

    # --- what is changed in place

    @on(Figure.Levelled)
    def _levelled(self, message: Figure.Levelled) -> None:
        self._keep_soon(message.ref, None if message.level is None else str(message.level))

    @on(Figure.Marked)
    def _marked(self, message: Figure.Marked) -> None:
        self._keep_soon(message.ref, message.mark)

    def _keep_soon(self, ref: str, words: str | None) -> None:
        meeting = self.meeting
        self._waiting[ref] = (
            partial(meeting.take_back, ref, "participant")
            if words is None
            else partial(meeting.say, ref, "participant", words)
        )
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_REST, self.flush)

    def flush(self) -> None:
        """Keep what was moved and marked."""
        waiting, self._waiting = self._waiting, {}
        for act in waiting.values():
            self.app.act(act)

    @on(Figure.Moved)
    def _moved(self) -> None:
        self.flush()
        self._offer_adding()

    def on_screen_suspend(self) -> None:
        """Keep everything before another room comes."""
        self.flush()

    @on(Figure.NotOpen)
    def _not_open(self) -> None:
        self.app.notify(self.t("rooms.picture.not_open"))

    @on(Button.Pressed, "#table")
    def action_table(self) -> None:
        """Show numbers in columns, or dots on lines."""
        self._as_table = not self._as_table
        self.redraw_body()

    @on(Button.Pressed, "#questions")
    def _to_questions(self) -> None:
        self.app.go("questions")

    # --- the caseworker's words

    def _adding(self) -> tuple[FigureRow, str] | None:
        row = self.query_one(Figure).current
        ref = row.row.refs.get("added") if row and row.open else None
        return (row, ref) if row and ref and self.meeting.stands(ref) else None

    def _offer_adding(self) -> None:
        self.query_one("#add", Button).display = self._adding() is not None

    @on(Button.Pressed, "#add")
    def _add(self) -> None:
        adding = self._adding()
        if adding is None:
            return
        row, ref = adding
        question = self.meeting.text(ref)
        dialog = WordsDialog(
            f"{self.t('rooms.picture.added')}: {row.title}",
            question.ask.to(self.app.language),
            partial(self._write, ref),
            save=self.t("rooms.common.save"),
            text=row.row.added,
            limit=getattr(question, "max", 1000),
        )
        self.app.ask(dialog.drafted(words_on(ref)))

    def _write(self, ref: str, words: str) -> Change:
        return self.meeting.say(ref, "caseworker", words) if words else self.meeting.take_back(ref, "caseworker")
