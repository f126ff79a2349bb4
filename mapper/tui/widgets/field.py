"""One question's field: what it shows, what it tells, and how it says that something was not understood.

A field never touches the meeting: it posts what a person typed or chose, and is told what to show.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.events import DescendantBlur
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from mapper.interview.model import Answer
from mapper.language.catalogue import words
from mapper.language.text import SCREEN_LANGUAGES, Text
from mapper.tui.show import plain
from mapper.tui.widgets.editor import Editor, Line

if TYPE_CHECKING:
    from mapper.interview.answer import Value
    from mapper.interview.model import Voice
    from mapper.questionnaire.model import Question

Words: TypeAlias = str | Sequence[str] | Sequence[Mapping[str, str]]
"""A text, code, number or date as typed; chosen codes or lines; or rows of cells."""


@dataclass(frozen=True)
class Said:
    """What stands in a field now, as it would be said."""

    words: Words = ""
    write_in: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""

    @property
    def empty(self) -> bool:
        """Tell whether nothing is said at all."""
        return not self.words and not self.comment and not any(self.write_in.values())


@dataclass(frozen=True, slots=True)
class Look:
    """How a field is shown: in which languages, for whose words, and with which label over it."""

    language: str = "nb"
    second_language: str = ""
    voice: Voice = "participant"
    label: str = ""


class Field(Widget):
    """Base of all fields: label, control, own words beside it, a note, and why it was not understood."""

    DEFAULT_CSS = """
    Field {
        height: auto;
        width: 1fr;
        & > Static { height: auto; width: 1fr; }
        & > .label { color: $quiet; padding: 0 1; }
        & > .note, & > .restored { color: $quiet; padding: 0 1; }
        & > .restored { display: none; }
        & > .refusal { color: $error; text-style: bold; padding: 0 1; }
        & > .comment-label { color: $quiet; padding: 0 1; margin-top: 1; }
    }
    """

    class About(Message):
        """What both messages tell: the field, and what stands in it."""

        def __init__(self, field: Field, said: Said) -> None:
            super().__init__()
            self.field = field
            self.said = said
            self.ref, self.voice = field.ref, field.voice
            self.words, self.write_in, self.comment = said.words, said.write_in, said.comment

        @property
        def control(self) -> Field:
            """Name the field."""
            return self.field

        @property
        def empty(self) -> bool:
            """Tell whether everything was taken out of the field."""
            return self.said.empty

    class Typing(About):
        """The person is at it; nothing is said yet."""

    class Answered(About):
        """The person is done with the field: left it, chose, or went on. `empty` says that they took it all out."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._question: Question | None = None
        self.look = Look()
        self._last = Said()
        self._refused: Said | None = None
        self._shown: tuple[Answer | None, str, Said] = (None, "", Said())
        self._comment: tuple[Static, Line] | None = None

    # --- what subclasses fill in

    @abstractmethod
    def compose_control(self) -> ComposeResult:
        """Give the widgets that the answer is given with."""

    @abstractmethod
    def put(self, answer: Answer | None) -> None:
        """Show this answer's value, or an empty field."""

    @abstractmethod
    def current(self) -> Words:
        """Give what stands in the control."""

    def hint(self) -> str:
        """Give the note under the control: a format, a limit, or nothing."""
        return ""

    def write_ins(self) -> dict[str, str]:
        """Give own words beside chosen options."""
        return {}

    # --- what screens use

    @property
    def question(self) -> Question:
        """Give the question shown. Raises LookupError before the first."""
        if self._question is None:
            raise LookupError
        return self._question

    @property
    def ref(self) -> str:
        """Name the question shown."""
        return self.question.ref

    @property
    def said(self) -> Said:
        """Give what stands in the field now."""
        comment = self.query_one("#comment", Editor).text.strip() if self.question.comment else ""
        return Said(self.current(), self.write_ins(), comment)

    @property
    def changed(self) -> bool:
        """Tell whether something stands here that was neither shown nor told."""
        return self._question is not None and self.said != self._last

    @property
    def voice(self) -> Voice:
        """Name whose words these are."""
        return self.look.voice

    @property
    def language(self) -> str:
        """Name the language of the screen."""
        return self.look.language

    def show(self, question: Question, answer: Answer | None, look: Look) -> None:
        """Put a question with its answer into the field; the field is used again and again, and keeps its widgets.

        What a person is typing is kept when the same question comes again.
        """
        again = self._question is not None and (question.ref, look.voice) == (self._question.ref, self.voice)
        typing = again and self.changed
        self._question, self.look = question, look
        self._write(".label", look.label)
        self._show_comment(question, answer, again, typing)
        self.put_words()
        if not typing:
            self._show_answer(answer if answer is not None and answer.given else None, again)
            self.refuse("")
            self._write(".restored", "")
        self.take_note()

    def restore(self, said: Said, sentence: str) -> None:
        """Put in what was typed earlier and never told, and say so in a sentence; it is told like what is typed now."""
        value = cast("Value | None", said.words or None)
        self.put(Answer("value", value, tuple(said.write_in.items())) if value is not None else None)
        if self.question.comment:
            self.query_one("#comment", Line).forget(said.comment)
        self._write(".restored", sentence)
        self.take_note()

    def _show_answer(self, answer: Answer | None, again: bool) -> None:
        """Put the answer in, unless it stands there: a row that was opened stays open when others write elsewhere."""
        if not again or (answer, self.language, self.said) != self._shown:
            self.put(answer)
            self._shown = (answer, self.language, self.said)
        self._last = self.said

    def put_words(self) -> None:
        """Show the field's own words and options in the languages of now."""

    def finish(self) -> bool:
        """Tell what was said if it is new; give whether it was."""
        if not self.changed:
            return False
        self._last = self.said
        self.post_message(self.Answered(self, self._last))
        return True

    def kept(self, said: Said) -> None:
        """Take note of what was saved: if it stands here still, leaving the field has nothing more to tell."""
        if self._question is not None and self.said == said:
            self._last = said

    def refuse(self, sentence: str) -> None:
        """Say beneath the field why its answer was not understood; an empty sentence takes that away."""
        self._write(".refusal", f"! {sentence}" if sentence else "")
        if sentence:
            # What was refused is still unsaid: going on asks again.
            self._last, self._refused = Said("\0"), self.said

    # --- inside

    def t(self, name: str, **values: object) -> str:
        """Give a word of the fields in the language of the screen."""
        return words(f"tui.fields.{name}", self.language, **values)

    def both(self, text: Text) -> Content:
        """Give a text in the screen's language, and beside it in the second where it has that."""
        first, second = text.to(self.language), self.look.second_language
        if not second or second == self.language or not text.has(second):
            return plain(first)
        other = text.to(second)
        return plain(first) if other == first else plain(first) + plain(f" · {other}", "$quiet")

    def yes_no(self, code: str) -> Content:
        """Give yes or no in both languages."""
        name = code.lower()
        return self.both(Text.of({lang: words(f"tui.fields.{name}", lang) for lang in SCREEN_LANGUAGES}))

    def compose(self) -> ComposeResult:
        """Put label, control, comment, note and refusal under each other."""
        yield Static(classes="label", markup=False)
        yield from self.compose_control()
        yield Static(classes="restored", markup=False)
        yield Static(classes="note", markup=False)
        yield Static(classes="refusal", markup=False)

    def take_note(self) -> None:
        """Show the note that fits what stands here now."""
        self._write(".note", self.hint())

    def typed(self) -> None:
        """Tell that the person is at it."""
        self.take_note()
        if not self.changed or self.said.empty:
            self._write(".restored", "")
        if self.changed and self.said != self._refused:
            self._refused = None
            self._write(".refusal", "")
            self.post_message(self.Typing(self, self.said))

    def on_descendant_blur(self, _event: DescendantBlur) -> None:
        """Tell what was said when the person has left the field."""
        self.call_next(self._left)

    def _left(self) -> None:
        # What was refused just now is told again by going on, not by leaving.
        if not self.has_focus_within and self.said != self._refused:
            self.finish()

    def _show_comment(self, question: Question, answer: Answer | None, again: bool, typing: bool) -> None:
        """Show own words beside the answer; their place comes with the first question that asks for them."""
        if self._comment is None:
            if not question.comment:
                return
            self._comment = Static(classes="comment-label", markup=False), Line(id="comment")
            self.mount(*self._comment, before=".refusal")
        label, line = self._comment
        line.display = label.display = question.comment
        ask = question.comment_ask
        label.update(self.both(ask) if ask else plain(self.t("comment")))
        if not typing:
            (line.show if again else line.forget)(answer.comment if answer else "")

    def _write(self, selector: str, text: str) -> None:
        static = self.query_one(selector, Static)
        static.display = bool(text)
        static.update(plain(text))
