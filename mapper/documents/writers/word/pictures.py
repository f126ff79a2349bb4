"""Pictures in the parts of a letterhead, with words for those who cannot see them."""

from __future__ import annotations

from io import BytesIO
from itertools import count

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.parts.story import StoryPart
from docx.shared import Mm

from mapper.documents.blocks import Figure
from mapper.documents.look import Logo
from mapper.documents.writers.png import png_of
from mapper.documents.writers.word.xml import Element, el, legal, run

_NO_PICTURE = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, ZeroDivisionError)
_LOGO = (Mm(55), Mm(18))
_SMALL = (Mm(36), Mm(36))
_DRAWING = (Mm(170), Mm(200))


class Pictures:
    """Puts pictures into parts; each gets a number of its own in the file."""

    def __init__(self) -> None:
        self._numbers = count(9001)
        self.logo_missing = False
        """Whether an office's mark was left out, since no Word file can show it."""

    def logo(self, part: StoryPart, logo: Logo | None) -> tuple[Element, ...]:
        """Give the run of an office's mark; none where it has none, or where it cannot be read as a picture."""
        drawn = self._drawn(part, logo) if logo else ()
        self.logo_missing |= logo is not None and not drawn
        return drawn

    def _drawn(self, part: StoryPart, logo: Logo) -> tuple[Element, ...]:
        content = png_of(logo.content.decode(errors="replace")) if logo.kind == "svg" else logo.content
        if not content:
            return ()
        try:
            return (self._run(part, content, logo.alternative, _LOGO),)
        except _NO_PICTURE:
            return ()

    def drawing(self, part: StoryPart, figure: Figure) -> Element | None:
        """Give the run of a drawing; None where nothing on this machine can draw it."""
        png = png_of(figure.svg)
        return self._run(part, png, figure.alternative, _SMALL if figure.small else _DRAWING) if png else None

    def _run(self, part: StoryPart, content: bytes, alternative: str, room: tuple[int, int]) -> Element:
        """Give the run of a picture as large as its room allows; lengths are EMU."""
        inline = part.new_pic_inline(BytesIO(content), room[0])
        if inline.extent.cy > room[1]:
            inline = part.new_pic_inline(BytesIO(content), None, room[1])
        for side in "TBLR":  # where nothing is said, LibreOffice puts air around it, and no edge meets the margin
            inline.set(f"dist{side}", "0")
        inline.docPr.set("id", str(next(self._numbers)))
        inline.docPr.set("descr", legal(alternative))
        return run(el("drawing", inline))
