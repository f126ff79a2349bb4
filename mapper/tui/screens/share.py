"""Saying yes to telling somebody something: to whom, about what, why and until when, and the whole text read aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mapper.interview.consent_model import Recipient
from mapper.interview.model import NotUnderstood
from mapper.language.form import day
from mapper.tui.screens.base import Page
from mapper.tui.screens.consents import told_text
from mapper.tui.show import plain, plain_line
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choice, Choices
from mapper.tui.widgets.editor import Line
from mapper.tui.widgets.frame import Head, KeyBar
from mapper.tui.widgets.rooms.entries import Paragraph, Telling
from mapper.tui.widgets.rooms.offer import focus_first

if TYPE_CHECKING:
    from mapper.interview.consent_model import Passage, Topic
    from mapper.meeting.meeting import Change

_STEPS: Final = ("who", "what", "how", "read")
_OTHER: Final = "OTHER"
_LINES: Final = ("own", "why", "until")


class SharePage(Page):
    """Goes through four steps, one at a time; nothing is kept before the participant says yes to the whole text."""

    ROOM = "share"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["pages.tcss", "consents.tcss"]
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._step = 0
        self._partner = ""
        self._topics: frozenset[str] = frozenset()
        self._both = "no"
        self._shown: tuple[Passage, ...] = ()
        self._reason = ("", date.min)

    def compose(self) -> ComposeResult:
        """Put each step under what is asked in it; only one is shown."""
        yield Head()
        with VerticalScroll(classes="body", can_focus=False):
            yield Static(id="ask", classes="ask", markup=False)
            yield Static(id="tip", classes="lead", markup=False)
            with Vertical(id="who"):
                yield Choices(id="partner")
                yield from self._line("own")
            with Vertical(id="what"):
                yield Choices("several", id="topics")
                yield Static(id="careful-label", classes="ask", markup=False)
                yield Choices("several", id="careful")
            with Vertical(id="how"):
                yield from self._line("why")
                yield from self._line("until")
                yield Static(id="both-label", classes="ask", markup=False)
                yield Choices(id="both")
            with VerticalScroll(id="read", can_focus=True):
                yield Telling(id="told")
            yield Static(classes="refusal", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(id="back")
            yield Button(id="no")
            yield Button(id="next", classes="-onward")
        yield KeyBar()

    def _line(self, name: str) -> ComposeResult:
        yield Static(id=f"{name}-label", classes="ask", markup=False)
        yield Line(id=name)

    def heading(self) -> str:
        """Name the page."""
        return self.t("sharing.steps.title")

    def arrive(self, ref: str | None) -> None:  # noqa: ARG002  # the page begins anew wherever one comes from
        """Begin with nobody chosen and nothing ticked."""
        self._step, self._partner, self._topics, self._both = 0, "", frozenset(), "no"
        if self.is_mounted:
            for name in _LINES:
                self.query_one(f"#{name}", Line).forget()
            self._refuse("")

    def on_screen_resume(self) -> None:
        """Begin at the first thing that is asked."""
        super().on_screen_resume()
        self._focus()

    # --- showing

    @property
    def _here(self) -> str:
        return _STEPS[self._step]

    def redraw_body(self) -> None:
        """Show the step of now."""
        for name in _STEPS:
            self.query_one(f"#{name}").display = name == self._here
        number = {"number": self._step + 1, "total": len(_STEPS)}
        self.query_one("#ask", Static).update(self.t(f"sharing.steps.{self._here}", **number))
        self.query_one("#tip", Static).update(self.t(f"sharing.tips.{self._here}"))
        last = self._here == "read"
        self.query_one("#back", Button).label = self.t("sharing.steps.back")
        self.query_one("#next", Button).label = self.t("sharing.steps.yes" if last else "sharing.steps.next")
        self.query_one("#no", Button).label = self.t("sharing.steps.no")
        self.query_one("#no").display = last
        for name in (*_LINES, "both"):
            self.query_one(f"#{name}-label", Static).update(self._label(name))
        self._show_choices()
        if last:
            self._show_text()

    def _label(self, name: str) -> str:
        last = day(self.meeting.usual_until, self.app.language)
        return self.t(f"sharing.labels.{name}", day=last) if name == "until" else self.t(f"sharing.labels.{name}")

    def _show_choices(self) -> None:
        language = self.app.language
        partners = [Choice(id, plain_line(text.to(language))) for id, text in self.meeting.partners()]
        other = Choice(_OTHER, plain_line(self.t("sharing.labels.other")))
        self.query_one("#partner", Choices).show([*partners, other], [self._partner])
        both = [Choice(code, plain_line(self.t(f"sharing.labels.both_{code}"))) for code in ("no", "yes")]
        self.query_one("#both", Choices).show(both, [self._both])
        found = self.meeting.shareable(language)
        usual, careful = self.query_one("#topics", Choices), self.query_one("#careful", Choices)
        self._offer(usual, [topic for topic in found if not topic.cautions])
        self._offer(careful, [topic for topic in found if topic.cautions])
        label = self.query_one("#careful-label", Static)
        label.update(self.t("sharing.labels.careful"))
        label.display = careful.display
        if not found and self._here == "what":
            self.query_one("#tip", Static).update(self.t("sharing.tips.nothing"))

    def _offer(self, choices: Choices, topics: Sequence[Topic]) -> None:
        choices.show([Choice(topic.passage.topic, self._words(topic)) for topic in topics], tuple(self._topics))
        choices.display = bool(topics)

    def _words(self, topic: Topic) -> Content:
        language = self.app.language
        lead = f"{topic.part_title.to(language)}: " if topic.part_title.to(language) != topic.passage.title else ""
        cautions = ", ".join(self.t(f"sharing.caution.{caution}") for caution in topic.cautions)
        words = plain_line(f"{lead}{topic.passage.title}")
        return words + plain_line(f" ({cautions})", "$warning") if cautions else words

    def _show_text(self) -> None:
        chosen = (topic.passage for topic in self.meeting.shareable(self.app.language))
        self._shown = tuple(passage for passage in chosen if passage.topic in self._topics)
        self.query_one("#told", Telling).show(tuple(self._tells()))

    def _tells(self) -> Iterator[Paragraph]:
        why, last = self._reason
        yield Paragraph(self.t("sharing.read.who", recipient=self._recipient().shown), style="bold")
        yield Paragraph(self.t("sharing.read.why", why=why))
        yield Paragraph(self.t("sharing.read.until", day=day(last, self.app.language)))
        yield Paragraph(self.t(f"sharing.read.both_{self._both}"))
        for passage in self._shown:
            yield from told_text(*passage.text)
        yield Paragraph("")
        yield Paragraph(self.t("sharing.read.no"))
        yield Paragraph(self.t("sharing.read.take_back"))

    # --- choosing

    def _line_of(self, name: str) -> str:
        return self.query_one(f"#{name}", Line).line

    def _recipient(self) -> Recipient:
        partner = "" if self._partner == _OTHER else self._partner
        return self.meeting.recipient(partner, self._line_of("own"), self.app.language)

    @on(Choices.Chosen, "#partner")
    def _choose_partner(self, message: Choices.Chosen) -> None:
        self._partner = message.code
        message.choices.mark((message.code,))
        self.query_one("#own", Line).focus()

    @on(Choices.Chosen, "#topics")
    @on(Choices.Chosen, "#careful")
    @on(Choices.Removed, "#topics")
    @on(Choices.Removed, "#careful")
    def _tick(self, message: Choices.About) -> None:
        self._topics ^= {message.code}
        message.choices.mark(tuple(self._topics))

    @on(Choices.Chosen, "#both")
    def _choose_both(self, message: Choices.Chosen) -> None:
        self._both = message.code
        message.choices.mark((message.code,))

    # --- going on

    @on(Line.Submitted)
    def _submitted(self) -> None:
        self.focus_next()

    @on(Button.Pressed, "#next")
    def _next(self) -> None:
        if self._here == "read":
            self._say_yes()
            return
        if sentence := self._missing():
            self._refuse(sentence)
            return
        self._to(self._step + 1)

    def _missing(self) -> str:
        """Say what must be chosen before the next step; nothing where all is there."""
        try:
            if self._here == "who":
                self._recipient()
            elif self._here == "what" and not self._topics:
                raise NotUnderstood("consent_empty")
            elif self._here == "how":
                self._reason = self.meeting.read_consent(self._line_of("why"), self._line_of("until"))
        except NotUnderstood as problem:
            nobody = self._here == "who" and problem.code == "empty"
            return self.t("sharing.steps.nobody") if nobody else self.app.told(problem)
        return ""

    def _refuse(self, sentence: str) -> None:
        self.query_one(".refusal", Static).update(plain(f"! {sentence}" if sentence else ""))
        if sentence:
            self.query_one(".refusal").scroll_visible(animate=False)

    def _to(self, step: int) -> None:
        self._step = step
        self._refuse("")
        self.redraw_body()
        self._focus()

    def _focus(self) -> None:
        self.query_one(".body").scroll_home(animate=False)
        focus_first(self, self.query_one(f"#{self._here}"), scroll=False)

    def _say_yes(self) -> None:
        give = partial(
            self.meeting.consent,
            self._recipient(),
            self._shown,
            why=self._line_of("why"),
            until=self._line_of("until"),
            both_ways=self._both == "yes",
            language=self.app.language,
        )
        self.app.act(give, self._given, self._not_given)

    def _given(self, _: Change) -> None:
        self.app.notify(self.t("sharing.steps.given"))
        if self.is_current:
            self.app.pop_screen()

    def _not_given(self, sentence: str) -> None:
        self.redraw_body()
        self._refuse(sentence)

    @on(Button.Pressed, "#no")
    def _no(self) -> None:
        self.app.notify(self.t("sharing.steps.not_given"))
        self.app.pop_screen()

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Go a step back, and from the first out of the page."""
        if self._step:
            self._to(self._step - 1)
        else:
            super().action_back()
