"""The place where one voice answers, and what of it has reached the disk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import getters, on
from textual.widgets import TextArea

from mapper.desk.drafting import said_by
from mapper.tui.app import MapperApp
from mapper.tui.widgets.editor import Editor
from mapper.tui.widgets.field import Field, Look, Said
from mapper.tui.widgets.make import FieldSlot
from mapper.tui.widgets.rooms.draft_data import as_data, as_said

if TYPE_CHECKING:
    from mapper.interview.model import Asking, Voice


class VoiceBox(FieldSlot):
    """Asks one voice one question after the other, and knows whether what stands in it is saved.

    What is not saved when another question comes is set aside, and stands there again with its own question.
    """

    app = getters.app(MapperApp)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._asked: tuple[str, Voice] = ("", "participant")
        self._saved = Said()
        self._base = 0
        self._aside: dict[tuple[str, Voice], tuple[Field, Said, int]] = {}

    async def ask(self, asking: Asking, look: Look) -> None:
        """Show a question and what this voice said to it; words on their way to the disk stay as they are."""
        writing = self._let_deleted_go()
        self._turn_to((asking.ref, look.voice))
        same = self._asked == (asking.ref, look.voice)
        if same and self.unsaved and self.field is not None and not self.field.changed:
            return
        typing = same and self.unsaved
        spoken = asking.by(look.voice)
        field = await self.show(asking.question, spoken.answer if spoken else None, look)
        self._asked = (asking.ref, look.voice)
        if not typing:
            self._saved, self._base = field.said, asking.seq
            self._bring_back_draft(field)
        if writing:
            next(iter(field.query(Editor)), field).focus()

    def _let_deleted_go(self) -> bool:
        """Drop what another window deleted for good: it may not stay in a field or its undo, and be saved again.

        Tell whether the words in front were dropped while somebody wrote in them.
        """
        for asked in [asked for asked, (_, _, base) in self._aside.items() if self._deleted(asked, base)]:
            self._aside.pop(asked)[0].remove()
            self.app.drafts.gone(said_by(*asked))
        if not self._asked[0] or not self._deleted(self._asked, self._base):
            return False
        self.app.drafts.gone(said_by(*self._asked))
        self._asked = ("", "participant")
        field = self.set_aside()
        if field is None:
            return False
        writing = field.has_focus_within
        field.remove()
        return writing

    def _deleted(self, asked: tuple[str, Voice], base: int) -> bool:
        deletion = self.app.open_meeting.record.redaction(asked[0])
        return deletion is not None and deletion.seq > base

    def _bring_back_draft(self, field: Field) -> None:
        """Put in what a crash left; whoever wrote in the meantime did so after it was typed."""
        name = said_by(*self._asked)
        draft = self.app.drafts.take(name)
        if draft is None:
            return
        said = as_said(draft.said)
        if said.empty or said == field.said:
            self.app.drafts.gone(name)
        else:
            self._base = draft.base
            field.restore(said, self.app.t("typed.restored"))

    @on(TextArea.Changed)
    @on(Field.Typing)
    def _keep_draft(self) -> None:
        """Keep what is typed and not saved, until it is."""
        if self.field is None or not self._asked[0]:
            return
        said, name = self.field.said, said_by(*self._asked)
        if said.empty or said == self._saved:
            self.app.drafts.gone(name)
        else:
            self.app.drafts.keep(name, as_data(said), self._base)

    def _turn_to(self, asked: tuple[str, Voice]) -> None:
        if asked == self._asked:
            return
        if self.unsaved and (field := self.set_aside()) is not None:
            self._aside[self._asked] = field, self._saved, self._base
        if asked in self._aside:
            field, self._saved, self._base = self._aside.pop(asked)
            self.bring_back(field)
            self._asked = asked

    def holds(self, asked: tuple[str, Voice]) -> bool:
        """Tell whether something that is not saved was typed for this question and voice."""
        return asked in self._aside or (asked == self._asked and self._differs)

    @property
    def aside(self) -> Iterator[tuple[tuple[str, Voice], Said]]:
        """Give what is not saved and not in view, with its question and voice."""
        for asked, (field, _, _) in tuple(self._aside.items()):
            yield asked, field.said
        if self.field is not None and self._differs and not self.display:
            yield self._asked, self.field.said

    @property
    def asked(self) -> tuple[str, Voice]:
        """Name the question and the voice."""
        return self._asked

    def base(self, asked: tuple[str, Voice]) -> int:
        """Give the seq at which this question's field last showed what stood: what came later was not seen in it."""
        return self._aside[asked][2] if asked in self._aside else self._base

    @property
    def unsaved(self) -> bool:
        """Tell whether something stands here that is not on the disk."""
        return self.display and self._differs

    @property
    def _differs(self) -> bool:
        return bool(self.field and self._asked[0] and self.field.said != self._saved)

    def kept(self, asked: tuple[str, Voice], said: Said) -> None:
        """Take note of what reached the disk."""
        if self._asked == asked:
            self._saved = said
            if self.field is not None:
                self.field.kept(said)
            if not self._differs:
                self.app.drafts.gone(said_by(*asked))
        elif asked in self._aside and self._aside[asked][0].said == said:
            self._aside.pop(asked)[0].remove()
            self.app.drafts.gone(said_by(*asked))

    def refuse(self, asked: tuple[str, Voice], sentence: str) -> bool:
        """Say beneath the field why it was not understood; give whether this place still asks that."""
        if self._asked == asked and self.field is not None:
            self.field.refuse(sentence)
            return True
        if asked in self._aside:
            self._aside[asked][0].refuse(sentence)
        return False
