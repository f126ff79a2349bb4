"""The place where one voice answers, and what of it has reached the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.tui.widgets.field import Look, Said
from mapper.tui.widgets.make import FieldSlot

if TYPE_CHECKING:
    from mapper.interview.model import Asking, Voice


class VoiceBox(FieldSlot):
    """Asks one voice one question after the other, and knows whether what stands in it is saved."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._asked: tuple[str, Voice] = ("", "participant")
        self._saved = Said()

    async def ask(self, asking: Asking, look: Look) -> None:
        """Show a question and what this voice said to it; words on their way to the disk stay as they are."""
        same = self._asked == (asking.ref, look.voice)
        if same and self.unsaved and self.field is not None and not self.field.changed:
            return
        typing = same and self.unsaved
        spoken = asking.by(look.voice)
        field = await self.show(asking.question, spoken.answer if spoken else None, look)
        self._asked = (asking.ref, look.voice)
        if not typing:
            self._saved = field.said

    @property
    def asked(self) -> tuple[str, Voice]:
        """Name the question and the voice."""
        return self._asked

    @property
    def unsaved(self) -> bool:
        """Tell whether something stands here that is not on the disk."""
        return bool(self.display and self.field and self._asked[0] and self.field.said != self._saved)

    def kept(self, asked: tuple[str, Voice], said: Said) -> None:
        """Take note of what reached the disk."""
        if self._asked == asked:
            self._saved = said

    def refuse(self, asked: tuple[str, Voice], sentence: str) -> bool:
        """Say beneath the field why it was not understood; give whether this place still asks that."""
        if self._asked == asked and self.field is not None:
            self.field.refuse(sentence)
            return True
        return False
