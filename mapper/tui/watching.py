"""Nobody at the screen: it hides after a while, and later the program locks by beginning anew."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, Final, TypeVar

from textual import events

from mapper.tui.acting import Acting
from mapper.tui.idle import Idle

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from mapper.desk.desk import Desk
    from mapper.settings import Settings

Given = TypeVar("Given")

_LOOK: Final = 0.5
"""Seconds between two looks at the clock."""
_PATIENCE: Final = 4.0
"""Seconds that locking waits for what is being saved."""
_SOMEBODY: Final = (events.Key, events.Paste, events.MouseDown)
"""What shows that somebody is there. A mouse that moves or scrolls does not."""


class Watching(Acting):
    """An app that hides and locks, by a key or when nobody has touched it for a while."""

    desk: Desk
    settings: Settings
    again = False
    """Whether the process is to begin anew when the screens are closed."""
    _locking = False

    def __init__(self) -> None:
        super().__init__()
        self.idle = Idle()

    @abstractmethod
    def seal(self) -> None:
        """Save what can be saved of what is typed, before the process goes."""

    def watch_over(self) -> None:
        """Begin to look at the clock."""
        self.idle.stir()
        self.set_interval(_LOOK, self.look_at_clock)

    def look_at_clock(self) -> bool:
        """Hide or lock if nobody did anything for long enough; tell whether that happened now."""
        self.lifeline.beat()
        if self._locking or not self.is_running or not self.screen_stack:
            return False
        quiet = self.idle.minutes
        if quiet >= int(self.settings.lock_after) and self.secret:
            self.lock()
            return True
        if quiet >= int(self.settings.hide_after) and not self.covered:
            self.cover()
            return True
        return False

    async def on_event(self, event: events.Event) -> None:
        """Look at the clock before anything is done or shown: the machine may have slept since the last look."""
        changed = self.look_at_clock()
        if isinstance(event, (events.InputEvent, events.Paste)) and not event.is_forwarded:
            if changed or self._locking:
                return
            if isinstance(event, _SOMEBODY) and not self.covered:
                self.idle.stir()
        await super().on_event(event)

    # --- the curtain

    @property
    def covered(self) -> bool:
        """Tell whether the curtain is drawn."""
        from mapper.tui.screens.curtain import Curtain

        return isinstance(self.screen, Curtain)

    def cover(self) -> None:
        """Draw the curtain over whatever is in front."""
        from mapper.tui.screens.curtain import Curtain

        if not self.covered:
            self.push_screen(Curtain())

    def go_home(self) -> None:
        """Leave every room. Only a person draws the curtain aside, whatever happens under it."""
        covered = self.covered
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if covered:
            self.cover()

    def action_curtain(self) -> None:
        """Hide everything, or show it again."""
        if self._locking:
            return
        if self.covered:
            self.idle.stir()
            self.pop_screen()
        else:
            self.cover()

    def ask(self, dialog: Screen[Given], then: Callable[[Given | None], None] | None = None) -> None:
        """Open a dialog once; under the curtain it waits until that is drawn aside."""
        if self.covered:
            self.when_uncovered(lambda: self.ask(dialog, then))
        else:
            super().ask(dialog, then)

    @abstractmethod
    def when_uncovered(self, task: Callable[[], None]) -> None:
        """Do something when nothing covers the room in front any more."""

    # --- the lock

    @property
    def secret(self) -> bool:
        """Tell whether the process holds anything to forget: an open vault, or a page with a passphrase or key on it.

        Practice without a vault holds nothing of anybody: there the lock is the curtain.
        """
        opened = self.desk.keeper.state == "open"
        return opened or any(getattr(screen, "SECRET", False) for screen in self.screen_stack)

    def action_lock(self) -> None:
        """Lock at once."""
        self.lock()

    def lock(self) -> None:
        """Hide, save what is typed, and let the process begin anew; what hangs is waited for a few seconds."""
        if self._locking:
            return
        self.cover()
        if not self.secret:
            return
        self._locking = True
        self.set_timer(_PATIENCE, self._begin_anew)
        self.seal()
        self.work(_nothing, self._begin_anew, self._begin_anew)

    def _begin_anew(self, *_: Any) -> None:
        self.again = True
        self.exit()

    def _handle_exception(self, error: Exception) -> None:
        """Lock all the same where a page fails meanwhile: what is being saved is still waited for."""
        if self._locking:
            self.again = True
        else:
            super()._handle_exception(error)

    def rest(self) -> None:
        """Let the last act come to its end, unless the process goes: then nothing is waited for any longer."""
        if self.again:
            self._hand.shutdown(wait=False, cancel_futures=True)
        else:
            super().rest()


def _nothing() -> None:
    """Come after all acts before."""
