"""How the program acts: one act at a time in one thread, told in words, and ended without showing a value."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from textual import on
from textual.app import App
from textual.driver import Driver
from textual.notifications import SeverityLevel
from textual.reactive import reactive
from textual.screen import Screen
from textual.worker import WorkerFailed

from mapper.fault import Fault
from mapper.interview.model import NotUnderstood
from mapper.language.catalogue import words
from mapper.language.clean import clean
from mapper.tui import crash
from mapper.tui.lifeline import Lifeline
from mapper.tui.messages import Changed

if TYPE_CHECKING:
    from mapper.meeting.meeting import Change

Done = TypeVar("Done")
Given = TypeVar("Given")
Refused = Callable[[str], None]


class Acting(App[None]):
    """An app whose acts run one after the other, whose notices are plain text, and whose failures show no value."""

    language: reactive[str] = reactive("nb", init=False)
    waiting = 0
    """How many tasks are not done yet."""
    refusals = 0
    """How many tasks could not be done."""
    _failure: Exception | None = None

    def __init__(self) -> None:
        super().__init__()
        self.lifeline = Lifeline()
        self._hand = ThreadPoolExecutor(1, "acts")

    # --- the terminal

    def get_driver_class(self) -> type[Driver]:
        """Choose the way to the terminal."""
        if sys.platform == "win32":
            return super().get_driver_class()
        from mapper.tui.driver import StoppableDriver

        return StoppableDriver

    @on(Driver.SignalResume)
    def draw_anew(self) -> None:
        """Draw everything: the terminal was with somebody else."""
        self.refresh(layout=True)

    # --- acts

    def act(
        self, task: Callable[[], Change], then: Callable[[Change], None] | None = None, refused: Refused | None = None
    ) -> None:
        """Run one act of the meeting after those before it; then tell the room in front what changed.

        What cannot be done comes to `refused` as a sentence, or as a notice where that is not given.
        """
        self.work(task, partial(self.tell, then), refused)

    def work(
        self, task: Callable[[], Done], then: Callable[[Done], None] | None = None, refused: Refused | None = None
    ) -> None:
        """Run one task of the desk in the thread that all acts share, and hand what it gives to `then`."""
        self.waiting += 1
        self.run_worker(self._finish(self._hand.submit(task), then, refused), group="acts")

    async def _finish(self, done: Future[Done], then: Callable[[Done], None] | None, refused: Refused | None) -> None:
        try:
            result = await self._result(done)
        except (NotUnderstood, Fault) as problem:
            self.refusals += 1
            if not self.gone(problem):
                (refused or self.trouble)(self.told(problem))
        else:
            if then is not None:
                then(result)

    async def _result(self, done: Future[Done]) -> Done:
        try:
            return await asyncio.wrap_future(done)
        finally:
            self.waiting -= 1

    def gone(self, problem: NotUnderstood | Fault) -> bool:  # noqa: ARG002  # the app knows what is open
        """Do what is to be done where the conversation is gone; tell whether nothing more is to be told."""
        return False

    def tell(self, then: Callable[[Change], None] | None, change: Change) -> None:
        """Tell the room in front what changed; a dialog over it has asked for `then`."""
        if then is not None:
            then(change)
        for screen in reversed(self.screen_stack):
            if not screen.is_modal:
                screen.post_message(Changed(change))
                return

    def on_unmount(self) -> None:
        """Let the last act come to its end, and leave an empty screen."""
        self.rest()
        self.wipe()

    def rest(self) -> None:
        """Let the last act come to its end."""
        self._hand.shutdown(wait=True)

    def wipe(self) -> None:
        """Empty the screen: a terminal without a second one for programs would go on showing what stands there."""
        if self._driver is not None:
            # Row by row: what is erased as a whole, some terminals keep to scroll back to.
            self._driver.write("".join(f"\x1b[{row};1H\x1b[2K" for row in range(self.size.height, 0, -1)))

    # --- dialogs

    def ask(self, dialog: Screen[Given], then: Callable[[Given | None], None] | None = None) -> None:
        """Open a dialog once, however often the key for it is pressed before it is drawn."""
        if not isinstance(self.screen, type(dialog)):
            self.push_screen(dialog, then)

    # --- words

    def t(self, key: str, **values: object) -> str:
        """Give the program's own words in the language of the screen."""
        return words(key, self.language, **values)

    def told(self, problem: NotUnderstood | Fault) -> str:
        """Tell what was wrong, and what to do."""
        if isinstance(problem, NotUnderstood):
            return self.t(f"answers.{problem.code}", **problem.values)
        key = problem.code.replace("_", ".", 1)
        says = self.t(f"{key}.says", **problem.facts)
        with suppress(KeyError):
            return f"{says} {self.t(f'{key}.do', **problem.facts)}"
        return says

    def trouble(self, sentence: str) -> None:
        """Show a notice that something could not be done."""
        self.notify(sentence, severity="warning", timeout=12)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002  # the signature is Textual's; a notice is never markup here
    ) -> None:
        """Show a notice for a while; what it says is plain text."""
        sign = "✓" if severity == "information" else "!"
        super().notify(f"{sign} {clean(message)}", title=clean(title), severity=severity, timeout=timeout, markup=False)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what a person marked; the terminal gets it encoded, and clean."""
        super().copy_to_clipboard(clean(text))

    # --- the end, wanted or not

    def mind_the_end(self, taken_away: Callable[[int], None]) -> None:
        """Keep asyncio from writing on the terminal, and hear when the terminal or the machine goes away."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._stray)
        loop.set_debug(False)  # PYTHONASYNCIODEBUG would have it log calls with what they were given
        if not self.is_headless:
            self.lifeline.hold(lambda code: loop.call_soon_threadsafe(taken_away, code))

    def _stray(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Keep asyncio from writing an exception, with its message, to the terminal."""
        error = context.get("exception")
        if isinstance(error, Exception):
            self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        """End with the crash page. Textual's own would print local variables, and so answers."""
        self._return_code = crash.FAILED
        if self._exception is None:
            self._exception = self._failure = _cause(error)
            self._exception_event.set()
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def panic(self, *_renderables: object) -> None:
        """End; what Textual wants to show is not shown."""
        self._return_code = crash.FAILED
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()
        if self._failure is not None and not self.is_headless:
            print(crash.page(self._failure, self.language), file=sys.__stderr__)
            self._failure = None


def _cause(error: Exception) -> Exception:
    """Give what failed inside a worker, whose own failure says nothing."""
    return error.error if isinstance(error, WorkerFailed) and isinstance(error.error, Exception) else error
