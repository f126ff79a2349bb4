"""Forms in front of the plan: one step with the fields that Nav's form has, and the next meeting."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static, TextArea

from mapper.interview.model import NotUnderstood
from mapper.plan.model import CHANNELS, RESPONSIBLE, TARGETS, Kind
from mapper.tui.screens.base import Dialog
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choices
from mapper.tui.widgets.editor import Editor, Line
from mapper.tui.widgets.rooms.activity_fields import (
    FormField,
    counter,
    every_field,
    form_fields,
    too_long,
)
from mapper.tui.widgets.rooms.dialogs import WayDialog
from mapper.tui.widgets.rooms.offer import offer

if TYPE_CHECKING:
    from mapper.meeting.meeting import Change

Save = Callable[[dict[str, str]], "Change"]
_NO_KIND: Final = "none"


class FormRow(Vertical):
    """One field of a form under its label, with the room that is left beside the label."""

    DEFAULT_CSS = """
    FormRow {
        height: auto;
        & > .label { height: auto; padding: 0 1; color: $quiet; }
        & > Editor { height: 5; }
        & > Line { height: 3; }
    }
    """

    def __init__(self, field: FormField, text: str) -> None:
        super().__init__()
        self.field = field
        self._text = text

    def compose(self) -> ComposeResult:
        """Put the label over the place to write."""
        yield Static(classes="label")
        yield Editor(self._text) if self.field.input == "text" else Line(self._text)

    @property
    def text(self) -> str:
        """Give what is written."""
        return self.query_one(Editor).text.strip()

    def name_it(self, field: FormField, language: str, needed: str, form: str) -> None:
        """Show the label, whether Nav's form needs it, and the room left."""
        self.field = field
        notes = [field.label, needed if field.required else "", form if field.input == "day" else ""]
        left = counter(field, self.text, language)
        self.query_one(".label", Static).update(plain(" · ".join(note for note in (*notes, left) if note)))


class Form(Dialog[bool]):
    """A form that closes only when what it says is saved; gives True then, and None where it was left."""

    DEFAULT_CSS = """
    Form {
        .box { display: none; }
        #form { width: 92; max-width: 100%; height: 100%; padding: 0 2; background: $surface;
                border: heavy $edge; }
        #rows { height: 1fr; }
        .title { text-style: bold; height: auto; margin: 0 0 1 0; }
        .label { height: auto; color: $quiet; padding: 0 1; }
        .buttons { height: 1; dock: bottom; }
        .buttons > Button { margin: 0 2 0 0; }
    }
    """
    AUTO_FOCUS: ClassVar[str | None] = "FormRow Editor"

    def __init__(self, title: str, filled: Mapping[str, str], save: Save) -> None:
        super().__init__()
        self._title, self._filled, self._save = title, dict(filled), save
        self._about = ""

    def compose(self) -> ComposeResult:
        """Put the rows over the way out, which stays in view."""
        with Vertical(id="form"):
            yield Static(plain(self._title), classes="title")
            with VerticalScroll(id="rows", can_focus=False):
                yield from self.compose_body()
            yield Static(classes="refusal")
            with Horizontal(classes="buttons"):
                yield Button(self.t("rooms.common.save"), id="save", classes="-first")
                yield Button(self.t("rooms.common.cancel"), id="cancel")

    def on_mount(self) -> None:
        """Show everything from the top."""
        super().on_mount()
        self.call_after_refresh(self.query_one("#rows").scroll_home, animate=False)

    @abstractmethod
    def values(self) -> dict[str, str]:
        """Give every field as it stands."""

    @abstractmethod
    def fields(self) -> tuple[FormField, ...]:
        """Give the fields to write in, as they are shown now."""

    @abstractmethod
    def wrong(self, values: Mapping[str, str]) -> tuple[str, str]:
        """Name the first field that must be mended before anything is tried, and say why; nothing where all is well."""

    def over(self, values: Mapping[str, str]) -> tuple[str, str]:
        """Name the first field that is too long for Nav's form, and say by how much; nothing where none is."""
        over = too_long(self.fields(), values)
        if over is None:
            return "", ""
        return over[0].id, self.t("rooms.activity.too_long", field=over[0].label, n=over[1])

    def _keep(self, given: dict[str, str]) -> Change:
        try:
            return self._save(given)
        except NotUnderstood as problem:
            self._about = str(problem.values.get("field", ""))
            raise

    def _refused(self, sentence: str) -> None:
        label = next((f"{field.label}: " for field in self.fields() if field.id == self._about), "")
        self.refuse(f"{label}{sentence}")
        self._go_to(self._about)

    def _go_to(self, field: str) -> None:
        for row in self.query(FormRow):
            if row.field.id == field:
                row.query_one(Editor).focus()

    @on(Button.Pressed, "#save")
    def _saved(self) -> None:
        values = self.values()
        field, why = self.wrong(values)
        self.refuse(why)
        if why:
            self._go_to(field)
        else:
            self._about = ""
            self.app.act(partial(self._keep, self.given(values)), lambda _: self._close(), self._refused)

    def _label(self, row: FormRow, field: FormField) -> None:
        row.name_it(field, self.app.language, self.t("rooms.activity.required"), self.t("rooms.activity.date_form"))

    @on(TextArea.Changed)
    def _count(self, message: TextArea.Changed) -> None:
        row = message.text_area.parent
        if isinstance(row, FormRow) and row.is_mounted:
            self._label(row, row.field)

    def draft(self) -> dict[str, str]:
        """Give every field as it stands."""
        return self.values()

    def restore(self, said: dict[str, str]) -> None:
        """Put back what stood in the rows."""
        for row in self.query(FormRow):
            row.query_one(Editor).show(said.get(row.field.id, row.text))

    def given(self, values: Mapping[str, str]) -> dict[str, str]:
        """Give what is to be saved: the fields that read otherwise than before."""
        return {name: text for name, text in values.items() if text != self._filled.get(name, "")}

    def _close(self) -> None:
        self.dismiss(True)

    @on(Button.Pressed, "#cancel")
    def _cancelled(self) -> None:
        self.action_cancel()


class ActivityForm(Form):
    """One step: what, who, when, and the fields of Nav's kind, with live counters against Nav's limits."""

    def __init__(self, title: str, filled: Mapping[str, str], save: Save, kinds: tuple[Kind, ...]) -> None:
        super().__init__(title, filled, save)
        self._kinds = {kind.code: kind for kind in kinds}
        self._kind, self._target = self._filled.get("kind", ""), self._filled.get("target", TARGETS[0])
        self._responsible = self._filled.get("responsible", RESPONSIBLE[0])
        self._others = tuple(name for name in self._filled.get("others", "").split(",") if name)

    def compose_body(self) -> ComposeResult:
        """Give a row for every field that some kind has, and the choices."""
        fields = every_field(tuple(self._kinds.values()), self.app.language)
        for number, field in enumerate(fields):
            yield FormRow(field, self._filled.get(field.id, ""))
            if number == 0:
                yield Button(id="kind")
        yield Static(classes="label", id="responsible-label")
        yield Choices(across=True, id="responsible")
        yield Static(classes="label", id="others-label")
        yield Choices("several", across=True, id="others")
        yield Button(id="target")

    def fields(self) -> tuple[FormField, ...]:
        """Give the fields of the kind."""
        return form_fields(self._kinds.get(self._kind), self.app.language)

    def redraw(self) -> None:
        """Show the fields of the kind, with what is left of their room."""
        fields = {field.id: field for field in self.fields()}
        for row in self.query(FormRow):
            row.display = row.field.id in fields
            if row.display:
                self._label(row, fields[row.field.id])
        self._redraw_choices()

    def _redraw_choices(self) -> None:
        kind = self._kinds.get(self._kind)
        name = kind.text.to(self.app.language) if kind else self.t("rooms.activity.kind_none")
        self.query_one("#kind", Button).label = f"{self.t('rooms.activity.kind')}: {name}"
        target = self.t(f"rooms.activity.target_{self._target}")
        self.query_one("#target", Button).label = f"{self.t('rooms.activity.target')} {target}"
        people = [(name, self.t(f"rooms.who.{name}")) for name in RESPONSIBLE]
        for name in ("responsible", "others"):
            self.query_one(f"#{name}-label", Static).update(self.t(f"rooms.activity.{name}"))
        offer(self.query_one("#responsible", Choices), people, [self._responsible])
        others = [pair for pair in people if pair[0] != self._responsible]
        offer(self.query_one("#others", Choices), others, self._others)

    def values(self) -> dict[str, str]:
        """Give every field of the kind, and the choices."""
        shown = {field.id for field in self.fields()}
        written = {row.field.id: row.text for row in self.query(FormRow) if row.field.id in shown}
        others = ",".join(name for name in self._others if name != self._responsible)
        chosen = {"kind": self._kind, "responsible": self._responsible, "others": others, "target": self._target}
        return {**written, **chosen}

    def restore(self, said: dict[str, str]) -> None:
        """Put back what stood in the rows, and what was chosen."""
        kind, target, responsible = (said.get(name, "") for name in ("kind", "target", "responsible"))
        self._kind = kind if kind in self._kinds else ""
        self._target = target if target in TARGETS else self._target
        self._responsible = responsible if responsible in RESPONSIBLE else self._responsible
        self._others = tuple(name for name in said.get("others", "").split(",") if name in RESPONSIBLE)
        super().restore(said)
        self.redraw()

    def wrong(self, values: Mapping[str, str]) -> tuple[str, str]:
        """Name the title where it is missing, or what is too long for Nav's form."""
        if not values.get("title"):
            return "title", self.t("rooms.activity.title_missing")
        return self.over(values)

    @on(Choices.Chosen, "#responsible")
    def _choose_responsible(self, message: Choices.Chosen) -> None:
        self._responsible = message.code
        self._redraw_choices()

    @on(Choices.Chosen, "#others")
    @on(Choices.Removed, "#others")
    def _choose_others(self, message: Choices.Chosen) -> None:
        kept = tuple(name for name in self._others if name != message.code)
        self._others = kept if message.code in self._others else (*kept, message.code)
        self._redraw_choices()

    @on(Button.Pressed, "#kind")
    def _ask_kind(self) -> None:
        ways = [(kind.code, self._kind_words(kind)) for kind in self._kinds.values()]
        ways.insert(0, (_NO_KIND, self.t("rooms.activity.kind_none")))
        self.app.ask(WayDialog(self.t("rooms.activity.kind"), "", ways), self._choose_kind)

    def _kind_words(self, kind: Kind) -> str:
        text = kind.text.to(self.app.language)
        return f"{text} ({self.t('rooms.activity.nav_only')})" if kind.nav_only else text

    def _choose_kind(self, code: str | None) -> None:
        if code is not None:
            self._kind = "" if code == _NO_KIND else code
            self.redraw()

    @on(Button.Pressed, "#target")
    def _ask_target(self) -> None:
        ways = [(name, self.t(f"rooms.activity.target_{name}")) for name in TARGETS]
        self.app.ask(WayDialog(self.t("rooms.activity.target"), "", ways), self._choose_target)

    def _choose_target(self, name: str | None) -> None:
        if name is not None:
            self._target = name
            self._redraw_choices()


class MeetingForm(Form):
    """The next meeting: day, time, how long, how and where."""

    DEFAULT_CSS = """
    MeetingForm #form { max-height: 22; }
    """

    def compose_body(self) -> ComposeResult:
        """Give a row for day, time and place, and the ways to meet."""
        for field in self.fields():
            yield FormRow(field, self._filled.get(field.id, ""))
        yield Static(classes="label", id="channel-label")
        yield Choices(across=True, id="channel")

    def fields(self) -> tuple[FormField, ...]:
        """Give day, time and place."""
        return (
            FormField("start", self.t("rooms.activity.meeting_date"), False, None),
            FormField("klokkeslett", self.t("rooms.activity.meeting_time"), False, None),
            FormField("varighet", self.t("rooms.activity.meeting_length"), False, None),
            FormField("adresse", self.t("rooms.activity.meeting_place"), False, 255),
        )

    def redraw(self) -> None:
        """Show the labels and the ways to meet."""
        fields = {field.id: field for field in self.fields()}
        for row in self.query(FormRow):
            self._label(row, fields[row.field.id])
        self.query_one("#channel-label", Static).update(self.t("rooms.activity.meeting_channel"))
        ways = [(code, self.t(f"documents.channel.{code}")) for code in CHANNELS]
        offer(self.query_one("#channel", Choices), ways, [self._filled.get("kanal", "")])

    def values(self) -> dict[str, str]:
        """Give day, time, place and way."""
        written = {row.field.id: row.text for row in self.query(FormRow)}
        return {**written, "kanal": next(iter(self.query_one(Choices).chosen), "")}

    def restore(self, said: dict[str, str]) -> None:
        """Put back what stood in the rows, and the way that was chosen."""
        super().restore(said)
        if said.get("kanal") in CHANNELS:
            self.query_one(Choices).mark((said["kanal"],))

    def given(self, values: Mapping[str, str]) -> dict[str, str]:
        """Give the whole meeting: it is kept as one."""
        return dict(values)

    def wrong(self, values: Mapping[str, str]) -> tuple[str, str]:
        """Name the day where it is missing."""
        if not values.get("start"):
            return "start", self.t("rooms.activity.date_missing")
        return self.over(values)

    @on(Choices.Chosen, "#channel")
    def _choose_channel(self, message: Choices.Chosen) -> None:
        message.choices.mark((message.code,))
