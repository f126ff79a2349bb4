"""A screen that is styled and laid out once as it comes in front, and not again for its size and its coming."""

from __future__ import annotations

from typing import TypeVar

from textual import events, on
from textual.geometry import Size
from textual.screen import Screen

Result = TypeVar("Result")


class Styled(Screen[Result]):
    """Takes on its size before anything is in it, and styles what is in it again only where the app looks different."""

    _styled_in: tuple[str, frozenset[str]] | None = None

    @on(events.Compose)
    def _take_on_size(self) -> None:
        """Take on the size's classes: nothing is there yet that would have to be styled again for them."""
        wide = self.app.HORIZONTAL_BREAKPOINTS if self.HORIZONTAL_BREAKPOINTS is None else self.HORIZONTAL_BREAKPOINTS
        high = self.app.VERTICAL_BREAKPOINTS if self.VERTICAL_BREAKPOINTS is None else self.VERTICAL_BREAKPOINTS
        for cells, breakpoints in ((self.app.size.width, wide), (self.app.size.height, high)):
            reached = [(start, name) for start, name in breakpoints or () if start <= cells]
            if reached:
                self.add_class(max(reached)[1])
        self._styled_in = self._app_look

    @on(events.ScreenResume)
    def _style_where_needed(self, event: events.ScreenResume) -> None:
        """Style everything again only where the theme or the app's classes are others than when it was last styled."""
        event.refresh_styles = self._styled_in != self._app_look
        self._styled_in = self._app_look

    def _screen_resized(self, size: Size) -> None:
        """Lay everything out for a new size only: a screen is told the size that it was just laid out for, too."""
        if self._compositor.size != size:
            super()._screen_resized(size)

    @property
    def _app_look(self) -> tuple[str, frozenset[str]]:
        return self.app.theme, frozenset(self.app.classes)
