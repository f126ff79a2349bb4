"""Fields that are chosen: yes or no, one, several; own words stand beside an option that asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static, TextArea

from mapper.language.catalogue import words
from mapper.tui.show import plain
from mapper.tui.widgets.choices import Choice, Choices
from mapper.tui.widgets.editor import Line
from mapper.tui.widgets.field import Field

if TYPE_CHECKING:
    from mapper.interview.model import Answer
    from mapper.questionnaire.model import OneQuestion, Option, SeveralQuestion

YES_NO: Final = ("YES", "NO")


class WriteIn(Horizontal):
    """Own words beside one option."""

    DEFAULT_CSS = """
    WriteIn {
        height: auto;
        padding-left: 6;
        & > Static { width: auto; max-width: 40%; padding: 1 1 0 0; color: $quiet; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.code = ""
        self.label = Static(markup=False)
        self.line = Line()

    def compose(self) -> ComposeResult:
        """Put the option's words before the line."""
        yield self.label
        yield self.line


class CodeField(Field):
    """Base of the two: a list of options, and a line for own words beside each that asks for them."""

    def compose_control(self) -> ComposeResult:
        """Give the choices; lines come with the first question that asks for them, and stay."""
        yield Choices(id="choices")

    @property
    def choices(self) -> Choices:
        """Give the list of choices."""
        return self.query_one("#choices", Choices)

    @property
    def options(self) -> tuple[Option, ...]:
        """Give the options; yes and no have none."""
        return cast("OneQuestion", self.question).options if self.question.type != "yes_no" else ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Give the codes in the order in which they are shown."""
        return tuple(option.code for option in self.options) or YES_NO

    def put_words(self) -> None:
        """Show the options, and give each that asks for own words its line."""
        items = [Choice(option.code, self.both(option.text)) for option in self.options]
        control = self.choices
        control.kind = "several" if self.question.type == "several" else "one"
        control.across = self.question.type == "yes_no"
        control.show(items or [Choice(code, self.yes_no(code)) for code in YES_NO], tuple(control.chosen))
        wanting = [option for option in self.options if option.write_in]
        lines = self._lines_for(len(wanting))
        for at, beside in enumerate(lines):
            beside.code = wanting[at].code if at < len(wanting) else ""
            if beside.code:
                beside.label.update(self.both(wanting[at].text) + plain(":"))
        self._unfold()

    def _lines_for(self, number: int) -> list[WriteIn]:
        """Give at least this many lines."""
        lines = list(self.query(WriteIn))
        fresh = [WriteIn() for _ in range(number - len(lines))]
        if fresh:
            self.mount(*fresh, after=lines[-1] if lines else self.choices)
        return lines + fresh

    def put(self, answer: Answer | None) -> None:
        """Show what was chosen, and the own words beside it."""
        self._choose(self._codes_of(answer), fresh=True)
        given = dict(answer.write_in) if answer is not None else {}
        for beside in self.query(WriteIn):
            beside.line.forget(given.get(beside.code, ""))

    def write_ins(self) -> dict[str, str]:
        """Give own words beside chosen options."""
        open_lines = [beside for beside in self.query(WriteIn) if beside.code in self.choices.chosen]
        return {beside.code: beside.line.line for beside in open_lines if beside.line.line}

    def _codes_of(self, answer: Answer | None) -> tuple[str, ...]:
        if answer is None or answer.value is None:
            return ()
        return (answer.value,) if isinstance(answer.value, str) else cast("tuple[str, ...]", answer.value)

    def _choose(self, codes: tuple[str, ...], *, fresh: bool = False) -> None:
        self.choices.show(self.choices.items, codes, fresh=fresh)
        self._unfold()

    def _unfold(self) -> None:
        for beside in self.query(WriteIn):
            beside.display = bool(beside.code) and beside.code in self.choices.chosen

    def _to_own_words(self, code: str) -> bool:
        beside = next((line for line in self.query(WriteIn) if line.code == code), None)
        if beside is not None:
            beside.line.focus()
        return beside is not None

    @on(TextArea.Changed)
    def _written(self) -> None:
        if self._question is not None:
            self.typed()

    @on(Line.Submitted)
    def _done(self) -> None:
        self.finish()


class ChoiceField(CodeField):
    """Choose one; the answer is given at once."""

    def current(self) -> str:
        """Give the chosen code."""
        return next(iter(self.choices.chosen), "")

    @on(Choices.Chosen, "#choices")
    def _chosen(self, event: Choices.Chosen) -> None:
        self._choose((event.code,))
        self.typed()
        if not self._to_own_words(event.code):
            self.finish()

    @on(Choices.Removed, "#choices")
    def _removed(self) -> None:
        self._choose(())
        self.finish()


class SeveralField(CodeField):
    """Choose any number, or up to a limit; one that says that nothing is needed stands alone."""

    def put(self, answer: Answer | None) -> None:
        """Show what was chosen, in the order chosen."""
        self._order = self._codes_of(answer)
        super().put(answer)

    def current(self) -> tuple[str, ...]:
        """Give the chosen codes in the order chosen."""
        return self._order

    def hint(self) -> str:
        """Say how many may be chosen."""
        limit = cast("SeveralQuestion", self.question).at_most
        return self.t("at_most", n=limit) if limit else ""

    @on(Choices.Chosen, "#choices")
    def _chosen(self, event: Choices.Chosen) -> None:
        alone = set(self.question.no_need)
        if event.code in self._order:
            self._take(tuple(code for code in self._order if code != event.code))
        elif event.code in alone:
            self._take((event.code,))
        else:
            self._add(event.code, tuple(code for code in self._order if code not in alone))

    @on(Choices.Removed, "#choices")
    def _removed(self, event: Choices.Removed) -> None:
        self._take(tuple(code for code in self._order if code != event.code))

    def _add(self, code: str, before: tuple[str, ...]) -> None:
        limit = cast("SeveralQuestion", self.question).at_most
        if limit and len(before) >= limit:
            self._write(".refusal", f"! {words('answers.too_many', self.language, limit=limit)}")
            return
        self._take((*before, code))
        self._to_own_words(code)

    def _take(self, codes: tuple[str, ...]) -> None:
        self._order = codes
        self._choose(codes)
        self._write(".refusal", "")
        self.typed()

    _order: tuple[str, ...] = ()
