"""Deleting what was answered to one question: says what goes, offers the papers, and tells what was done."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from mapper.desk.drafting import about
from mapper.desk.erasing import Erased
from mapper.tui.screens.base import Dialog
from mapper.tui.screens.erase import told
from mapper.tui.show import plain_line
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choice, Choices
from mapper.tui.widgets.rooms.entries import Paragraph, Telling

if TYPE_CHECKING:
    from mapper.meeting.meeting import Change


class Redact(Dialog[None]):
    """Asks, does it, and tells what is gone and what remains, in one box."""

    CSS_PATH = "dialogs.tcss"
    DEFAULT_CSS = """
    Redact {
        #words { height: auto; max-height: 50vh; }
        #words:focus { background: $marked; }
        #papers { margin: 1 0 0 0; }
        &.-low #words { max-height: 35vh; }
    }
    """
    AUTO_FOCUS: ClassVar[str | None] = "#keep"

    def __init__(self, ref: str) -> None:
        super().__init__()
        self._ref = ref
        self._papers: tuple[Path, ...] = ()
        self._with_papers = True
        self._result: tuple[Change, Erased] | None = None

    def compose_body(self) -> ComposeResult:
        """Put what is told over the choice of papers, and the ways out under it."""
        yield Static(classes="title", markup=False)
        with VerticalScroll(id="words", can_focus=True):
            yield Telling(id="told")
        yield Choices(id="papers")
        yield Static(classes="refusal")
        with Horizontal(classes="buttons"):
            yield Button(id="keep", classes="-first")
            yield Button(id="redact")

    def on_mount(self) -> None:
        """Look for papers first."""
        self._papers = self.app.desk.case_papers(self.meeting)
        super().on_mount()

    def redraw(self) -> None:
        """Say what would be done, or what was."""
        done = self._result is not None
        self.query_one(".title", Static).update(self.t("erasing.answer.done" if done else "erasing.answer.title"))
        self.query_one("#told", Telling).show(tuple(self._tells()))
        papers = self.query_one("#papers", Choices)
        papers.display = bool(self._papers) and not done
        told = {name: self.t(f"erasing.page.papers_{name}", n=len(self._papers)) for name in ("delete", "keep")}
        offered = [Choice(name, plain_line(words)) for name, words in told.items()]
        papers.show(offered, ("delete" if self._with_papers else "keep",))
        self.query_one("#keep", Button).label = self.t("erasing.page.finished" if done else "erasing.answer.keep")
        self.query_one("#redact", Button).label = self.t("erasing.answer.erase")
        self.query_one("#redact").display = not done

    def _tells(self) -> Iterator[Paragraph]:
        if self._result is not None:
            yield from told(self._result[1], self.app.language)
            return
        yield Paragraph(self.meeting.text(self._ref).ask.to(self.app.language), style="bold")
        yield Paragraph(self.t("erasing.answer.goes"))
        yield Paragraph(self.t("erasing.answer.stays"))
        if self._papers:
            yield Paragraph(self.t("erasing.answer.papers", n=len(self._papers)))
            yield from (Paragraph(path.name, "· ") for path in self._papers)

    @on(Choices.Chosen, "#papers")
    def _choose(self, event: Choices.Chosen) -> None:
        self._with_papers = event.code == "delete"
        event.choices.mark((event.code,))

    @on(Button.Pressed, "#redact")
    def _redact(self) -> None:
        papers = self._papers if self._with_papers else ()
        task = partial(self.app.desk.redact, self.meeting, self._ref, None, papers)
        self.app.work(task, self._done, self.refuse)

    def _done(self, result: tuple[Change, Erased]) -> None:
        self._result = result
        for field in about(self._ref):
            self.app.drafts.gone(field)  # a crash may have left words that no page has taken up yet
        self.redraw()
        self.query_one("#words").scroll_home(animate=False)
        self.call_after_refresh(self._to_words)

    def _to_words(self) -> None:
        """Begin at the words where they have to be scrolled, else at the way out."""
        words = self.query_one("#words")
        (words if words.max_scroll_y else self.query_one("#keep")).focus()

    @on(Button.Pressed, "#keep")
    def _keep(self) -> None:
        self.action_cancel()

    def action_cancel(self) -> None:
        """Leave; once it is done, everything in front is drawn anew."""
        result = self._result
        super().action_cancel()
        if result is not None:
            self.app.call_after_refresh(self.app.redacted, result[0])
