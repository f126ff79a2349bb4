"""Which field a question gets, and a place that keeps one field of each kind and shows the right one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.widget import Widget

from mapper.tui.widgets.chosen import ChoiceField, SeveralField
from mapper.tui.widgets.field import Field, Look
from mapper.tui.widgets.listed import ListField
from mapper.tui.widgets.scale import ScaleField
from mapper.tui.widgets.table import TableField
from mapper.tui.widgets.written import LineField, TextField

if TYPE_CHECKING:
    from mapper.interview.model import Answer
    from mapper.questionnaire.model import Question

FIELDS: Final[dict[str, type[Field]]] = {
    "yes_no": ChoiceField,
    "one": ChoiceField,
    "several": SeveralField,
    "scale": ScaleField,
    "text": TextField,
    "number": LineField,
    "money": LineField,
    "date": LineField,
    "list": ListField,
    "table": TableField,
}
"""Question type to field."""


def make_field(question: Question) -> Field:
    """Make the field for a question of this type; `show` puts the question into it once it is mounted."""
    return FIELDS[question.type]()


class FieldSlot(Widget):
    """A place for one field at a time; each kind is made once, and used for question after question."""

    DEFAULT_CSS = """
    FieldSlot { height: auto; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._fields: dict[type[Field], Field] = {}
        self.field: Field | None = None

    async def show(self, question: Question, answer: Answer | None, look: Look) -> Field:
        """Put a question into the field of its kind, and hide the others; give that field."""
        kind = FIELDS[question.type]
        field = self._fields.get(kind)
        if field is None:
            field = self._fields[kind] = kind()
            await self.mount(field)
        for other in self._fields.values():
            other.display = other is field
        self.field = field
        field.show(question, answer, look)
        return field

    def set_aside(self) -> Field | None:
        """Hide the field shown with all that stands in it, and give it; another is made for the next question."""
        field, self.field = self.field, None
        if field is not None:
            field.display = False
            del self._fields[type(field)]
        return field

    def bring_back(self, field: Field) -> None:
        """Show a field that was set aside."""
        spare = self._fields.pop(type(field), None)
        if spare is not None:
            spare.remove()
        self._fields[type(field)] = self.field = field
        for other in self._fields.values():
            other.display = other is field

    def finish(self) -> bool:
        """Tell what was said in the field shown, if it is new; give whether it was."""
        return self.field is not None and self.field.finish()
