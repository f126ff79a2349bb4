"""What every screen is: a room with a head, a body and a key bar; a page over it; a dialog in front of it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from textual import getters, on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static, TextArea

from mapper.tui.app import MapperApp
from mapper.tui.keys import EVERYWHERE, LARGE, MEETING, Key, in_bar
from mapper.tui.messages import Changed
from mapper.tui.screens.styled import Styled
from mapper.tui.show import plain, plain_line
from mapper.tui.widgets.editor import Editor
from mapper.tui.widgets.frame import Head, KeyBar

if TYPE_CHECKING:
    from mapper.meeting.meeting import Change, Meeting

Result = TypeVar("Result")


class Drawn:
    """A screen that can show itself anew, in the language and with the answers of now."""

    @abstractmethod
    def redraw(self) -> None:
        """Show what stands now."""


class Room(Styled[None], Drawn):
    """One full screen. Rooms fill in `heading`, `compose_body` and `redraw_body`; the frame is the same."""

    ROOM: ClassVar[str] = ""
    """The room's name: where its keys work, and its help (`tui.help.<room>`)."""
    KEYS: ClassVar[tuple[Key, ...]] = ()
    """The room's own keys, before the common ones in the bar; the room binds them itself."""
    AUTO_FOCUS: ClassVar[str | None] = ".body *"

    app = getters.app(MapperApp)

    @property
    def meeting(self) -> Meeting:
        """Give the open conversation; only rooms of a conversation may ask."""
        return self.app.open_meeting

    def t(self, key: str, **values: object) -> str:
        """Give the program's own words in the language of the screen."""
        return self.app.t(key, **values)

    def compose(self) -> ComposeResult:
        """Put the body between the head and the key bar."""
        yield Head()
        with VerticalScroll(classes="body", can_focus=False):
            yield from self.compose_body()
        yield KeyBar()

    def compose_body(self) -> ComposeResult:
        """Give the widgets of the body; without words yet, for `redraw_body` puts them in."""
        yield from ()

    def on_mount(self) -> None:
        """Show everything once it is there."""
        self.redraw()

    def on_screen_resume(self) -> None:
        """Show what changed while another screen was in front."""
        if self.is_mounted and self.is_current:
            self.redraw()
            self.app.uncovered()

    def on_changed(self, message: Changed) -> None:
        """Show what an act changed."""
        self.changed(message.change)

    def arrive(self, ref: str | None) -> None:
        """Take note of where to begin, before the room is shown."""

    def flush(self) -> None:
        """Save what is typed and not yet saved, before the room is left."""

    def changed(self, change: Change) -> None:  # noqa: ARG002  # rooms that show only a part look at it
        """Show what an act changed; a room that knows a smaller way overrides this."""
        self.redraw()

    def redraw(self) -> None:
        """Show what stands now: words in the language of the screen, answers as they are."""
        self.redraw_frame()
        self.redraw_body()

    def redraw_frame(self) -> None:
        """Show the head and the key bar."""
        self.query_one(Head).show(self.left(), self.saved())
        keys = in_bar((LARGE,)) if self.app.large else self.KEYS + in_bar(self.places())
        self.query_one(KeyBar).show(keys, self.app.language, Content("") if self.app.large else self.bar_lead())

    def redraw_body(self) -> None:
        """Show the body's words and answers."""

    def heading(self) -> str:
        """Name the room in the head, after the program's name."""
        return ""

    def left(self) -> Content:
        """Give the left part of the head."""
        parts = [self.t("tui.head.title"), self.heading()]
        if self.app.meeting is not None and self.app.meeting.practice:
            parts.insert(1, self.t("tui.head.practice"))
        return plain_line(" · ".join(part for part in parts if part))

    def saved(self) -> Content:
        """Say when the last answer reached the disk; a practice conversation, and one only to be read, is not kept."""
        meeting = self.app.meeting
        if meeting is None:
            return plain_line(self.t("tui.head.all_saved"), "$success")
        if meeting.practice:
            return plain_line(self.t("tui.head.not_kept"))
        if meeting.read_only is not None:
            return plain_line(self.t("tui.head.read_only"), "$warning")
        at = meeting.saved_at
        return plain_line(self.t("tui.head.saved", time=f"{at:%H:%M}"), "$success") if at else Content("")

    def bar_lead(self) -> Content:
        """Give what stands before the keys in the bar; nothing in most rooms."""
        return Content("")

    def places(self) -> tuple[str, ...]:
        """Name where the room is, for its keys."""
        return (EVERYWHERE, MEETING) if self.app.meeting is not None else (EVERYWHERE,)


class Page(Room):
    """A room that lies over another: Escape goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]

    def action_back(self) -> None:
        """Go back to the room under this one."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()


class Dialog(Styled[Result], ModalScreen[Result], Drawn):
    """A small question in front of a room: one box in the middle, Escape leaves it without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]
    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 70%;
    }
    Dialog > .box {
        width: 64;
        max-width: 100%;
        height: auto;
        max-height: 100%;
        padding: 1 2;
        background: $surface;
        border: heavy $edge;
    }
    Dialog .restored { height: auto; color: $quiet; }
    Dialog .refusal { height: auto; color: $error; text-style: bold; }
    """

    app = getters.app(MapperApp)
    _found: tuple[str, ...] = ()
    _warned: tuple[str, ...] | None = None
    _waiting: Callable[[], object] | None = None
    _restored = False
    base = 0
    draft_name = ""
    """The name under which what is typed here is kept; without one it is not."""

    @property
    def meeting(self) -> Meeting:
        """Give the open conversation; only dialogs of a conversation may ask."""
        return self.app.open_meeting

    def t(self, key: str, **values: object) -> str:
        """Give the program's own words in the language of the screen."""
        return self.app.t(key, **values)

    def compose(self) -> ComposeResult:
        """Put the dialog's widgets into its box."""
        with VerticalScroll(classes="box", can_focus=False):
            yield from self.compose_body()

    @abstractmethod
    def compose_body(self) -> ComposeResult:
        """Give the widgets of the box."""

    def on_mount(self) -> None:
        """Show everything once it is there."""
        self.redraw()
        if self._restored:
            return  # Textual tells each class that a dialog is made of
        self._found = self._written
        draft = self.app.drafts.take(self.draft_name)
        if draft is not None and isinstance(draft.said, dict):
            self._restored, self.base = True, draft.base
            self.call_next(self._bring_back, draft.said)

    async def _bring_back(self, said: dict[str, str]) -> None:
        """Put in what a crash left, and say so."""
        self.restore(said)
        self._found = ("\0",)
        refusal = self.query(".refusal").first()
        line = Static(plain(self.t("typed.restored")), classes="restored")
        if isinstance(refusal.parent, Widget):
            await refusal.parent.mount(line, before=refusal)

    def drafted(self, name: str, base: int = 0) -> Self:
        """Keep what is typed here under a name until it is saved or left; `base` is the seq that it is written at."""
        self.draft_name, self.base = name, base
        return self

    def draft(self) -> dict[str, str]:
        """Give what stands in the dialog, by field."""
        return {area.id or str(place): area.text for place, area in enumerate(self.query(TextArea))}

    def restore(self, said: dict[str, str]) -> None:
        """Put back what stood in the dialog."""
        for place, area in enumerate(self.query(Editor)):
            area.show(said.get(area.id or str(place), area.text))

    @on(TextArea.Changed)
    def _keep_draft(self) -> None:
        if self.draft_name and self.unsaved:
            self.app.drafts.keep(self.draft_name, self.draft(), self.base)
        elif self.draft_name:
            self.app.drafts.gone(self.draft_name)

    @property
    def unsaved(self) -> bool:
        """Tell whether something was typed here."""
        return self._written != self._found

    @property
    def _written(self) -> tuple[str, ...]:
        return tuple(area.text for area in self.query(TextArea))

    def redraw(self) -> None:
        """Show what stands now."""

    def refuse(self, sentence: str) -> None:
        """Say why it cannot close yet, where the dialog has a place for that; an empty sentence takes it away."""
        for place in self.query(".refusal").results(Static):
            place.update(plain(f"! {sentence}" if sentence else ""))

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with a result. Under the curtain that waits: Textual would take away what lies in front."""
        if self.app.screen is self:
            self.app.drafts.gone(self.draft_name)
            return super().dismiss(result)
        self._waiting = partial(self.dismiss, result)
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        """Close if that has waited."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def action_cancel(self) -> None:
        """Leave without an answer; what was typed is lost only to whoever asks again."""
        if self.unsaved and self._warned != self._written:
            self._warned = self._written
            self.refuse(self.t("tui.notices.words_not_kept"))
        else:
            self.dismiss(None)
