"""One question with its voices: the words, the fields, the view, and what is told on demand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mapper.desk.drafting import said_by
from mapper.interview.model import Asking, Part, Spoken, View
from mapper.interview.told import spoken_words, words_before, words_of_rounds
from mapper.language import form
from mapper.tui.app import MapperApp
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choices
from mapper.tui.widgets.editor import Line
from mapper.tui.widgets.field import Look
from mapper.tui.widgets.recognise import ViewField
from mapper.tui.widgets.rooms.draft_data import bring_view, keep_view
from mapper.tui.widgets.rooms.offer import offer
from mapper.tui.widgets.rooms.saving import Saver
from mapper.tui.widgets.rooms.versions import Versions
from mapper.tui.widgets.rooms.voice_box import VoiceBox

if TYPE_CHECKING:
    from mapper.interview.model import Voice

_FOLDS: Final = ("why", "tip", "readers")
_VIEWS: Final[tuple[View, ...]] = ("yes", "partly", "no", "left")
_PLACE: Final = 4
"""Rows of a field that show what it is: its label and where it begins."""
Viewed = tuple[str | None, View | None, str]
"""A question, the view of what the caseworker added to it, and the words."""


def first_voice(asking: Asking) -> Voice:
    """Name the voice that a question is asked of first."""
    return asking.question.voices[0]


class QuestionPage(VerticalScroll, can_focus=False):
    """Shows one question as it stands. `adding` unfolds the caseworker's field before anything is in it."""

    app = getters.app(MapperApp)

    def __init__(self, saver: Saver, *, id: str) -> None:
        super().__init__(id=id)
        self.saver = saver
        self.adding = False
        self.view_kept: Viewed = (None, None, "")
        self._unfolded: set[str] = set()
        self._asking: Asking | None = None

    def compose(self) -> ComposeResult:
        """Put the words over the voices, and under them what is told on demand."""
        yield Static(id="intro")
        yield Static(id="ask")
        yield Static(id="second")
        yield Static(id="passed")
        with Horizontal(id="voices"):
            with Vertical(id="own"):
                yield Versions(id="own-versions")
                yield VoiceBox(id="own-box")
                with Horizontal(id="written"):
                    yield Button(id="writer")
                    yield Choices("several", across=True, id="hold")
            with Vertical(id="added"):
                yield Versions(id="added-versions")
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
    def own(self) -> VoiceBox:
        """Give the place of the first voice."""
        return self.query_one("#own-box", VoiceBox)

    @property
    def added(self) -> VoiceBox:
        """Give the place of what the caseworker adds."""
        return self.query_one("#added-box", VoiceBox)

    @property
    def boxes(self) -> tuple[VoiceBox, VoiceBox]:
        """Give the places of both voices."""
        return self.own, self.added

    @property
    def viewed(self) -> Viewed:
        """Give the view as it stands in its field; None where there is none to give."""
        field = self.query_one(ViewField)
        view = field.view if field.display else None
        return self._asking.ref if self._asking else None, view, field.query_one(Line).line

    def view_not_kept(self) -> None:
        """Take note that the view could not be saved, so that going on tries again."""
        self.view_kept = (None, None, "")
        self.query_one(ViewField).not_kept()

    def fold(self) -> None:
        """Close everything that was unfolded for the question before."""
        self.adding = False
        self._unfolded.clear()

    def to_words(self) -> None:
        """Begin at the question's words, once they stand in place."""
        self.call_after_refresh(self._to_words)

    def _to_words(self) -> None:
        """Let what introduces the part go out at the top where else the place to answer would lie below the window."""
        if not (self.query("#ask") and self.query("#own-box")):
            return  # the conversation was closed before this came
        window = self.content_region
        above = window.y - self.scroll_offset.y
        ask, own = (widget.region.y - above for widget in (self.query_one("#ask"), self.own))
        below = max(own + _PLACE - window.height, 0)
        self.scroll_to(y=min(ask, below), animate=False, force=True, immediate=True)

    async def show(self, asking: Asking, part: Part | None) -> None:
        """Show a question as it stands now."""
        self._asking = asking
        for name in ("voices", "folds"):
            self.query_one(f"#{name}").display = True
        self._show_words(asking, part)
        await self._show_voices(asking)
        self._show_view(asking)
        self._show_folds(asking)

    def say_nothing(self, sentence: str) -> None:
        """Show a sentence in the place of a question, and nothing to answer it with."""
        for child in self.children:
            child.display = False
        self._write("ask", sentence)

    def _show_words(self, asking: Asking, part: Part | None) -> None:
        question, language = asking.question, self.app.language
        second = self.app.second_language
        intro = part.intro.to(language) if part and part.intro and asking.number == 1 else ""
        self._write("intro", intro)
        self._write("ask", question.ask.to(language))
        two = bool(second) and second != language and question.ask.has(second)
        self._write("second", question.ask.to(second) if two else "")
        self._write("passed", "\n".join(filter(None, (self._passed(asking), *self._earlier(asking)))))

    def _passed(self, asking: Asking) -> str:
        if not self.app.open_meeting.stands(asking.ref):
            return self.app.t("rooms.questions.unused")
        spoken = asking.by(first_voice(asking))
        if asking.redacted_at is not None:
            day = form.day(asking.redacted_at.date(), self.app.language, self.app.open_meeting.today)
            return self.app.t("rooms.questions.redacted", day=day)
        if spoken is None or spoken.answer.given or asking.versions:
            return ""
        state = f"rooms.questions.{spoken.answer.state}"
        undo = self.app.t("rooms.questions.passed_over", way=self.app.t(state))
        return f"– {self.app.t(f'{state}_done')} {undo}"

    def _earlier(self, asking: Asking) -> Iterator[str]:
        """Give what was said before the questions were others; and, once there is a word now, in the rounds before."""
        language, rounds = self.app.language, {spoken.event for spoken in asking.rounds}
        earlier = (before for before in asking.earlier if before.spoken.event not in rounds)
        yield from words_before(earlier, asking.question, asking.said, language)
        if asking.said:
            yield from words_of_rounds(asking, language, self.app.open_meeting.today)

    async def _show_voices(self, asking: Asking) -> None:
        voice, question = first_voice(asking), asking.question
        name = "togethers" if voice == "together" else "own" if question.type in ("text", "list") else "yours"
        await self.own.ask(asking, self._look(voice, f"rooms.questions.{name}"))
        self._show_versions("own", voice, asking)
        writer = self.query_one("#writer", Button)
        spoken = asking.by(voice)
        writer.display = voice == "participant" and self.own.display
        if spoken is not None and not self.own.unsaved:
            self.saver.by = spoken.by
        writer.label = self.app.t("rooms.questions.writer", who=self.app.t(f"rooms.questions.writer_{self.saver.by}"))
        await self._show_added(asking)

    async def _show_added(self, asking: Asking) -> None:
        two = "caseworker" in asking.question.voices and len(asking.question.voices) > 1
        half_typed = self.added.holds((asking.ref, "caseworker"))
        half_typed = half_typed or said_by(asking.ref, "caseworker") in self.app.drafts.found
        is_open = two and (self.adding or half_typed or asking.by("caseworker") is not None)
        self.query_one("#added").display = self.added.display = is_open
        if is_open:
            await self.added.ask(asking, self._look("caseworker", "rooms.questions.caseworkers"))
            self._show_versions("added", "caseworker", asking)
            self._write("added-by", self.app.t("rooms.said.by_veileder"))
        add = self.query_one("#add", Button)
        add.display = two and not is_open
        add.disabled = not asking.caseworker_may_add
        add.label = self.app.t("rooms.questions.add" if asking.caseworker_may_add else "rooms.questions.add_first")

    def _show_versions(self, place: str, voice: Voice, asking: Asking) -> None:
        """Let the two choose where versions stand side by side; what is typed and not saved stays under them."""
        side_by_side = tuple(spoken for spoken in asking.versions if spoken.voice == voice)
        versions, box = self.query_one(f"#{place}-versions", Versions), self.query_one(f"#{place}-box", VoiceBox)
        came = bool(side_by_side) and box.has_focus_within
        told = [(each, spoken_words(asking.question, each, self.app.language)) for each in side_by_side]
        versions.show(told, (asking.ref, voice, asking.seq), self.app.open_meeting.today, self.app.language)
        box.display = not side_by_side or box.holds((asking.ref, voice))
        if came and not box.display:
            versions.focus_first()

    def to_versions(self) -> None:
        """Go to the first version, if several stand here."""
        shown = next((versions for versions in self.query(Versions) if versions.display), None)
        if shown is not None:
            shown.focus_first()

    @property
    def seq(self) -> int:
        """Give the seq up to which the page shows what stands."""
        return self._asking.seq if self._asking else 0

    @property
    def versions(self) -> tuple[Spoken, ...]:
        """Give the versions that the page shows."""
        return self._asking.versions if self._asking else ()

    def _look(self, voice: Voice, label: str) -> Look:
        return Look(self.app.language, self.app.second_language, voice, self.app.t(label))

    def _show_view(self, asking: Asking) -> None:
        field = self.query_one(ViewField)
        field.display = asking.view_due or asking.view is not None
        choices: list[tuple[View, Content]] = [
            (view, plain(self.app.t(f"rooms.questions.view_{view}"))) for view in _VIEWS
        ]
        field.show(
            asking.ref,
            plain(self.app.t("rooms.questions.recognise")),
            choices,
            plain(self.app.t("rooms.questions.differently")),
            (asking.view, asking.view_words),
        )
        self.view_kept = (asking.ref, asking.view, asking.view_words)
        bring_view(self.app, asking.ref, field)

    @on(ViewField.Writing)
    def _view_typed(self, message: ViewField.Writing) -> None:
        if self._asking is not None:
            keep_view(self.app, self._asking.ref, message.field)

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
            button.label = f"{'▼' if unfolded else '▶'} {self.app.t(f'rooms.questions.{name}')}"
            self._write(f"{name}-text", text if unfolded else "")
        chosen = ["held"] if asking.held_back else []
        offer(self.query_one("#hold", Choices), [("held", self.app.t("rooms.questions.hold"))], chosen)

    def _readers(self, area: str) -> str:
        """Say who can read the answer: as the office has written, and for which part of the case it is."""
        office = self.app.desk.office.who_can_read
        own = [office.to(self.app.language)] if office.versions else []
        return " ".join((*own, self.app.t(f"rooms.questions.readers_{area}")))

    def _write(self, id: str, text: str) -> None:
        static = self.query_one(f"#{id}", Static)
        static.display = bool(text)
        static.update(plain(text))

    @on(Button.Pressed, "#why")
    @on(Button.Pressed, "#tip")
    @on(Button.Pressed, "#readers")
    def _fold(self, message: Button.Pressed) -> None:
        name = message.button.id or ""
        self._unfolded ^= {name}
        message.stop()
        if self._asking is not None:
            self._show_folds(self._asking)
            self.call_after_refresh(self.query_one(f"#{name}-text").scroll_visible, animate=False)
