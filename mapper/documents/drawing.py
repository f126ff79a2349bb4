"""Pieces of SVG that both figures are drawn with. Every word in them is escaped.

Signs, words and numbers carry everything; colour only repeats it. The three dark colours stand at least 5.9:1 against
white, and are told apart in grey.
"""

from __future__ import annotations

from html import escape

INK, FAINT, ACCENT = "#22303c", "#5b6670", "#1f5c8b"
PALE, GREY = "#d5dae0", "#aab4be"
MIDDLE = 'text-anchor="middle"'
BOLD, SMALL = 'font-weight="600"', f'font-size="12" fill="{FAINT}"'
WIDTH = 680


def svg(height: float, title: str, alternative: str, drawn: str) -> str:
    """Put a drawing together, with its title and what it shows in words."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" role="img" '
        f'font-family="inherit" font-size="14" fill="{INK}">'
        f"<title>{escape(title)}</title><desc>{escape(alternative)}</desc>{drawn}</svg>"
    )


def text(x: float, y: float, words: str, style: str = "") -> str:
    """Write words at a place; `style` is attributes of our own."""
    return f'<text x="{x:g}" y="{y:g}" {style}>{escape(words)}</text>'


def label(y: float, words: str, most: int, style: str = "") -> str:
    """Write a label at the left on one line, or on two around the same middle."""
    first, second = _in_two(words, most)
    if not second:
        return text(0, y, first, style)
    return text(0, y - 8, first, style) + text(0, y + 8, second, style)


def _in_two(words: str, most: int) -> tuple[str, str]:
    if len(words) <= most:
        return words, ""
    cut = words.rfind(" ", 0, most + 1)
    return (words[:cut], short(words[cut + 1 :], most)) if cut > 0 else (short(words, most), "")


def line(start: tuple[float, float], end: tuple[float, float], colour: str, width: int = 1) -> str:
    """Draw a straight line."""
    (x1, y1), (x2, y2) = start, end
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{colour}" stroke-width="{width}"/>'


def dot(x: float, y: float, radius: int) -> str:
    """Draw a filled dot."""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius}" fill="{ACCENT}"/>'


def ring(x: float, y: float, radius: int) -> str:
    """Draw an open dot."""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius}" fill="#fff" stroke="{FAINT}" stroke-width="2"/>'


def short(words: str, most: int) -> str:
    """Shorten a label to the room that it has; the words beside the figure give it whole."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
