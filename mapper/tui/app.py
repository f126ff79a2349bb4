"""The program on the screen: which room is open, one act at a time, and what is told when an act cannot be done."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType
from textual.reactive import reactive
from textual.screen import Screen

from mapper.tui.acting import Refused
from mapper.tui.deleting import Deleting
from mapper.tui.drafts import Drafted
from mapper.tui.keys import EVERYWHERE, MEETING, bindings
from mapper.tui.looking import LOOK_AROUND, Looking
from mapper.tui.moving import MovingOn
from mapper.tui.opening import IN_MEETING, first_page, load
from mapper.tui.stylesheet import KeptStylesheet
from mapper.tui.themes import DARK, LIGHT
from mapper.tui.watching import Watching

if TYPE_CHECKING:
    from mapper.desk.desk import Desk
    from mapper.meeting.meeting import Change, Meeting
    from mapper.questionnaire.model import Profile
    from mapper.settings import Settings
    from mapper.tui.screens.base import Room

_TO_READ = 12.0
"""Seconds that a notice of two sentences stays."""


class MapperApp(MovingOn, Looking, Deleting, Drafted, Watching):
    """Holds the desk, the open conversation, and the languages; opens rooms and runs acts one after the other."""

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["app.tcss", "screens/home.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = list(bindings((EVERYWHERE, MEETING)))

    second_language: reactive[str] = reactive("", init=False)
    large: reactive[bool] = reactive(False, init=False)

    def __init__(self, desk: Desk, *, demo: bool = False) -> None:
        super().__init__()
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-normal"), (110, "-wide")]
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-high")]
        self.desk = desk
        self.settings: Settings = desk.settings
        self.demo = demo
        self._shut_meeting: Meeting | None = None
        self._uncovered: Callable[[], None] | None = None
        self.set_reactive(MapperApp.language, self.settings.language)
        self.set_reactive(MapperApp.second_language, self.settings.second_language)
        for theme in (LIGHT, DARK):
            self.register_theme(theme)
        self.theme = f"mapper-{self.settings.theme}"

    @property
    def open_meeting(self) -> Meeting:
        """Give the open conversation, or the one just shut, whose rooms may still be drawing themselves.

        Raises LookupError where none was open: only its own rooms may ask.
        """
        meeting = self.meeting or self._shut_meeting
        if meeting is None:
            raise LookupError
        return meeting

    # --- rooms

    def get_default_screen(self) -> Screen[Any]:
        """Begin at home."""
        return load("home")

    def on_mount(self) -> None:
        """Take leave in order when the terminal goes away, and look at what another window writes."""
        self.mind_the_end(self._taken_away)
        self.watch_over()
        self.set_interval(LOOK_AROUND, self.look_around)
        for notice in self.settings.notices:
            self.trouble(self.told(notice))
        if self.demo:
            self.practise()

    def room(self, name: str) -> Room:
        """Give the room of this name, made when it is first asked for and kept from then on."""
        if not self.is_screen_installed(name):
            self.install_screen(load(name), name)
        return self.get_screen(name)  # type: ignore[return-value]  # what `ROOMS` names is a Room

    def go(self, name: str, ref: str | None = None) -> None:
        """Open a room; `ref` says at which question, case or line. It never comes over the curtain or a dialog."""
        if self.screen.is_modal:
            self._uncovered = partial(self.go, name, ref)
            return
        self._uncovered = None
        if name == "home":
            self.go_home()
            return
        if name in IN_MEETING and self.meeting is None:
            return
        self._put_in_front(name, ref)

    def _put_in_front(self, name: str, ref: str | None) -> None:
        room = self.room(name)
        room.arrive(ref)
        if room in self.screen_stack:
            while self.screen is not room:
                self.pop_screen()
            if room.is_mounted:  # else it draws itself as soon as it is
                room.redraw()
        elif len(self.screen_stack) > 1:
            while len(self.screen_stack) > 2:
                self.pop_screen()
            self.switch_screen(room)
        else:
            self.push_screen(room)

    def uncovered(self) -> None:
        """Do what waited until nothing covered the room in front."""
        waiting, self._uncovered = self._uncovered, None
        if waiting is not None:
            waiting()

    def when_uncovered(self, task: Callable[[], None]) -> None:
        """Do something when nothing covers the room in front any more."""
        self._uncovered = task

    def begin(self, meeting: Meeting) -> None:
        """Open a conversation at its first page. Rooms of the one before are thrown away with all that was typed."""
        if self.screen.is_modal:
            self._uncovered = partial(self.begin, meeting)
            return
        if self.meeting is not None:
            self._end(partial(self._begin_after, meeting))
            return
        self._forget_rooms()
        self.meeting = meeting
        self.speak(meeting.language, meeting.second_language)
        self.open_drafts(meeting)
        self.go(*(self.last_typed(meeting) or first_page(meeting)))
        if not meeting.practice and self.desk.vault_made():
            self.notify(self.t("vault.made.fresh"))
        if meeting.read_only is not None:
            self.trouble(self.told(meeting.read_only))
        self.offer_what_waits(meeting)

    def practise(self) -> None:
        """Sit down with the made-up person, and say that there is no such person."""
        self.work(partial(self.desk.practise_with, self.language, self.second_language), self._practised)

    def _practised(self, meeting: Meeting) -> None:
        self.begin(meeting)
        self.notify(self.t("tui.notices.made_up"), timeout=_TO_READ)

    def _forget_rooms(self) -> None:
        self.go_home()
        for name in IN_MEETING:
            if self.is_screen_installed(name):
                room = self.get_screen(name)
                self.uninstall_screen(name)
                room.remove()

    def shut(self) -> None:
        """Close the conversation and go home."""
        self._end(self._shut)

    def _shut(self) -> None:
        self._shut_meeting, self.meeting = self.meeting, None
        self.open_drafts(None)
        self._forget_rooms()

    def drop(self) -> None:
        """Leave the open conversation for home, and save nothing."""
        self._shut()

    def begin_anew_at(self, name: str, ref: str | None) -> None:
        """Throw away the rooms of the conversation with all that they hold, and open one of them afresh."""
        self._forget_rooms()
        self.call_after_refresh(self.go, name, ref)

    def _begin_after(self, meeting: Meeting) -> None:
        self._shut()
        self.call_after_refresh(self.begin, meeting)

    def _end(self, then: Callable[[], None]) -> None:
        """Save what is typed, close the conversation, and go on.

        What could not be saved is told and holds them back, once: whoever asks again leaves without it.
        """
        if self.meeting is None:
            then()
            return
        again, self._leaving = self._leaving, True
        before = self.refusals + self._unsaved_dialogs()
        self.save_typed()
        self.work(lambda: None, lambda _: self._close(then, again, kept=self.refusals == before))

    def _unsaved_dialogs(self) -> int:
        from mapper.tui.screens.base import Dialog

        return sum(isinstance(screen, Dialog) and screen.unsaved for screen in self.screen_stack)

    def _close(self, then: Callable[[], None], again: bool, *, kept: bool) -> None:
        if self.meeting is not None and (kept or again):
            self.work(self.meeting.close, lambda _: then(), (lambda _: then()) if again else None)
        elif self.meeting is not None:
            self.trouble(self.t("tui.notices.not_kept"))

    def act(
        self, task: Callable[[], Change], then: Callable[[Change], None] | None = None, refused: Refused | None = None
    ) -> None:
        """Run one act; what it would still show falls away when its conversation is shut before it is done."""
        meeting = self.meeting

        def saved(change: Change) -> None:
            if self.meeting is meeting:
                self._leaving = False
                self.tell(then, change)

        def kept_out(sentence: str) -> None:
            (refused if refused is not None and self.meeting is meeting else self.trouble)(sentence)

        self.work(task, saved, kept_out)

    def save_typed(self) -> None:
        """Let the open rooms save what is typed and not yet saved."""
        from mapper.tui.screens.base import Room

        for screen in self.screen_stack:
            if isinstance(screen, Room) and screen.is_mounted:
                screen.flush()

    # --- what everything is shown in

    def redraw(self) -> None:
        """Show every open room anew."""
        from mapper.tui.screens.base import Drawn

        for screen in self.screen_stack:
            if isinstance(screen, Drawn) and screen.is_mounted:
                screen.redraw()

    def watch_language(self) -> None:
        """Say everything in the new language."""
        self.redraw()

    def watch_second_language(self) -> None:
        """Show questions in the new second language too."""
        self.redraw()

    def watch_large(self, large: bool) -> None:
        """Show nothing but the question and its field, or everything again."""
        self.set_class(large, "-large")
        self.redraw()

    # --- keys

    def action_go(self, name: str) -> None:
        """Open a room from a key."""
        if not self.screen.is_modal:
            self.go(name)

    def action_help(self) -> None:
        """Open the help for the room in front."""
        self.push_room("help")

    def push_room(self, name: str, ref: str | None = None) -> None:
        """Open a page over the room in front, to come back from."""
        room = self.room(name)
        if self.screen is not room and not self.screen.is_modal:
            room.arrive(ref or getattr(self.screen, "ROOM", None))
            self.push_screen(room)

    def _dialog(self, module: str, kind: str) -> None:
        if not self.screen.is_modal:
            self.push_screen(getattr(importlib.import_module(f"mapper.tui.screens.{module}"), kind)())

    def action_menu(self) -> None:
        """Open the menu."""
        from mapper.tui.screens.menu import Menu

        if not self.screen.is_modal:
            self.push_screen(Menu(), self._from_menu)

    def _from_menu(self, chosen: str | None) -> None:
        acts: dict[str, Callable[[], object]] = {
            "undo": self.action_undo,
            "redo": self.action_redo,
            "review": partial(self.go, "review"),
            "documents": partial(self.go, "documents"),
            "alone": partial(self.go, "alone"),
            "name": partial(self._dialog, "name", "Name"),
            "to_full": partial(self._profile, "full"),
            "to_short": partial(self._profile, "short"),
            "language": self.action_language,
            "theme_dark": partial(self.choose, "theme", "dark"),
            "theme_light": partial(self.choose, "theme", "light"),
            "large": self.action_large,
            "large_off": self.action_large,
            "help": self.action_help,
            "curtain": self.action_curtain,
            "lock": self.action_lock,
            "looked": self.show_looked,
            "consents": partial(self.push_room, "consents"),
            "packs": partial(self.push_room, "packs"),
            "moving": partial(self.push_room, "moving"),
            "redact": self.ask_to_redact,
            "erase": self.ask_to_erase,
            "shut": self.shut,
            "close": self.action_leave,
        }
        if chosen is not None:
            acts[chosen]()

    def _profile(self, profile: Profile) -> None:
        meeting = self.open_meeting
        done = "tui.notices.profile_full" if profile == "full" else "tui.notices.profile_short"
        self.act(lambda: meeting.choose_profile(profile), lambda _: self.notify(self.t(done)))

    def choose(self, name: str, value: str) -> None:
        """Change a choice of this machine, use it at once, and keep it."""
        self.settings = replace(self.settings, **{name: value})  # type: ignore[arg-type]  # choices are strings by name
        if name == "theme":
            self.theme = f"mapper-{value}"
        elif name in ("language", "second_language"):
            self.speak(self.settings.language, self.settings.second_language)
        self.work(partial(self.desk.choose, **{name: value}), lambda _: self.notify(self.t("tui.settings.saved")))
        self.redraw()

    def speak(self, language: str, second_language: str) -> None:
        """Say everything in a language, and questions in a second beside it, until another is chosen."""
        second = "" if second_language == language else second_language
        if self.meeting is not None:
            self.meeting.speak(language, second)
        self.second_language = second
        self.language = language

    def action_language(self) -> None:
        """Choose the languages of the screen."""
        self._dialog("language", "Languages")

    def action_large(self) -> None:
        """Switch the large view on or off."""
        self.large = not self.large

    def action_undo(self) -> None:
        """Take back the last act."""
        if self.meeting is not None and self.meeting.can_undo:
            self.act(self.meeting.undo, lambda _: self.notify(self.t("tui.notices.undone")))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        if self.meeting is not None and self.meeting.can_redo:
            self.act(self.meeting.redo, lambda _: self.notify(self.t("tui.notices.redone")))

    def action_leave(self) -> None:
        """Close the program; what is typed is saved first."""
        self._end(self.exit)

    async def action_quit(self) -> None:
        """Close the program in order."""
        self.action_leave()

    def _taken_away(self, code: int) -> None:
        """Save what is typed when the window is closed or the machine goes down."""
        self.seal()
        self.exit(return_code=code)

    _leaving = False
    """Whether leaving was tried since something was last saved: the second time leaves, whatever cannot be saved."""
