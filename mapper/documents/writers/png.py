"""A drawing as a picture of points, for writers that take no SVG."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Final

from mapper.documents.writers.glyphs import fonts

if TYPE_CHECKING:
    from typst import Fonts

_POINTS_AN_INCH: Final = 220
_SHEET = """\
#set page(width: auto, height: auto, margin: 0pt)
#set text(font: ("Atkinson Hyperlegible Next", "Noto Sans", "Vazirmatn"))
#image(bytes(sys.inputs.svg), format: "svg", width: 482pt)
"""
"""Words of a drawing whose own typeface is not shipped, as in the logo of an office, are set in one that is."""


def png_of(svg: str) -> bytes | None:
    """Draw an SVG as wide as the text of a sheet; None where typst is missing or cannot read it."""
    with suppress(ImportError):
        import typst

        told = {"svg": svg}
        with suppress(typst.TypstError), without_panic():
            drawn = typst.compile(
                _SHEET.encode(), format="png", ppi=_POINTS_AN_INCH, sys_inputs=told, font_paths=shipped_fonts()
            )
            return drawn if isinstance(drawn, bytes) else None
    return None


@contextmanager
def without_panic() -> Iterator[None]:
    """Let what breaks within typst be a TypstError: its panic is no Exception, and would end the program."""
    from typst import TypstError

    try:
        yield
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise TypstError("panic", "") from None


@cache
def shipped_fonts() -> Fonts:
    """Read the shipped fonts, and no others, once: that takes longer than a paper."""
    from typst import Fonts

    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts()])
