"""Bring one part of a tall widget into view in whatever scrolls around it."""

from __future__ import annotations

from textual.geometry import Region
from textual.widget import Widget


def bring_into_view(widget: Widget, part: Region) -> None:
    """Scroll what is around `widget` until `part`, in the widget's own content coordinates, can be seen."""
    wanted = part.translate(widget.content_region.offset)
    for outer in widget.ancestors:
        if isinstance(outer, Widget) and outer.allow_vertical_scroll and outer.max_scroll_y:
            window = outer.content_region
            above, below = wanted.y - window.y, wanted.bottom - window.bottom
            step = above if above < 0 else max(below, 0)
            if step:
                outer.scroll_relative(y=step, animate=False, force=True, immediate=True)
            return
