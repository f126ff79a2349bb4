"""When an app at a screen is at rest: nothing is left to do but to wait for a key, a clock or another window."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any, Final
from weakref import WeakSet

from textual.pilot import Pilot
from textual.screen import Screen

from mapper.tui.acting import Acting

_FOR_AN_ACT: Final = 0.5
"""Seconds after which an act that a test holds back is left to itself."""
_DRAWINGS: Final = 50
"""More drawings in a row than anything asks for."""

_textuals_pause: Callable[..., Awaitable[None]] = Pilot.pause
_textuals_drawing: Callable[[Screen[Any]], None] = Screen._compositor_refresh
_to_draw: WeakSet[Screen[Any]] = WeakSet()


async def nothing_ready() -> None:
    """Wait until everything that could go on has gone on."""
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(0)
        if not loop._ready:  # type: ignore[attr-defined]  # asyncio tells it nowhere else
            return


async def at_rest(pilot: Pilot[Any]) -> None:
    """Wait until acts are done, messages are told, nothing glides any more, and the screen in front is drawn."""
    app, drawn = pilot.app, 0
    until = monotonic() + _FOR_AN_ACT
    while True:
        await nothing_ready()
        await app.animator.wait_until_complete()
        acting = isinstance(app, Acting) and app.waiting
        if (acting or app._resize_event is not None) and monotonic() < until:
            await asyncio.sleep(0.002)
        elif drawn < _DRAWINGS and app.is_running and app.screen_stack and _undrawn(app.screen):
            _draw(app.screen)
            drawn += 1
        else:
            break
    if app._exception is not None:
        raise app._exception


def _undrawn(screen: Screen[Any]) -> bool:
    drawing = screen._layout_required or screen._scroll_required or screen._repaint_required or screen._dirty_widgets
    return bool(drawing or screen._callbacks or screen._recompose_required or screen in _to_draw)


def _draw(screen: Screen[Any]) -> None:
    screen._on_timer_update()
    if screen in _to_draw and not screen._layout_required:
        _to_draw.discard(screen)
        _textuals_drawing(screen)


def draw_at_rest(screen: Screen[Any]) -> None:
    """Stand in for the drawing of a screen: what is in front is drawn once it is at rest, with all that changed."""
    if screen is screen.app.screen:
        _to_draw.add(screen)
    else:
        _textuals_drawing(screen)


async def pause(pilot: Pilot[Any], delay: float | None = None) -> None:
    """Stand in for `Pilot.pause`, which gives every widget a message and then watches the processor for 20 ms."""
    if delay is not None:
        await _textuals_pause(pilot, delay)
    await at_rest(pilot)


async def wait_for_screen(pilot: Pilot[Any], timeout: float = 30.0) -> bool:
    """Stand in for what `Pilot.press` and the mouse wait for."""
    await at_rest(pilot)
    return True


async def idle(*_: float) -> None:
    """Stand in for `wait_for_idle`, which watches the processor."""
    await nothing_ready()
