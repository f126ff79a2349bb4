"""What stands in a field as plain data, and back into the field if it fits there still."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from mapper.desk.drafting import view_of
from mapper.tui.widgets.field import Said
from mapper.tui.widgets.written import as_typed

if TYPE_CHECKING:
    from mapper.interview.model import Asking, View, Voice
    from mapper.meeting.meeting import Meeting
    from mapper.questionnaire.model import Question
    from mapper.tui.drafts import Drafted
    from mapper.tui.widgets.recognise import ViewField

_LISTS: Final = ("several", "list")
_CHOSEN: Final = ("yes_no", "one", "several")
_VIEWS: Final = ("yes", "partly", "no", "left")


def may_return(meeting: Meeting, ref: str, voice: Voice, said: Any) -> bool:
    """Tell whether what was typed fits its question as it is asked now, and was not saved after all."""
    question = meeting.questionnaire.questions.get(ref)
    if question is None or voice not in question.voices or not fits(question, said):
        return False
    return said["words"] != _stored(meeting.asking(ref), voice) or bool(said["comment"] or said["write_in"])


def _stored(asking: Asking, voice: Voice) -> Any:
    """Give what a voice said as it would have been typed."""
    spoken = asking.by(voice)
    value = spoken.answer.value if spoken is not None else None
    if not isinstance(value, tuple):
        return as_typed(value) if value is not None else ""
    return [each if isinstance(each, str) else {name: as_typed(cell) for name, cell in each.items()} for each in value]


# --- what stands in a question's field, as plain data


def as_data(said: Said) -> dict[str, Any]:
    """Give what stands in a field as plain data."""
    words = said.words if isinstance(said.words, str) else list(said.words)
    return {"words": words, "write_in": dict(said.write_in), "comment": said.comment}


def as_said(data: Mapping[str, Any]) -> Said:
    """Give plain data that fits as it stood in the field."""
    words = data["words"]
    return Said(words if isinstance(words, str) else tuple(words), data["write_in"], data["comment"])


def fits(question: Question, data: Any) -> bool:
    """Tell whether data may stand in the field of a question: an office may have changed it in the meantime."""
    if not isinstance(data, dict) or not isinstance(data.get("comment"), str) or not _cells(data.get("write_in")):
        return False
    words = data.get("words")
    if words in ("", []):
        return True
    if question.type == "table":
        return isinstance(words, list) and all(_cells(row) for row in words)
    texts = words if question.type in _LISTS else [words]
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        return False
    if question.type == "scale":
        return texts[0].isdecimal() and question.from_ <= int(texts[0]) <= question.to
    codes = [option.code for option in getattr(question, "options", ())] or ["YES", "NO"]
    return question.type not in _CHOSEN or all(text in codes for text in texts)


def _cells(data: Any) -> bool:
    return isinstance(data, dict) and all(isinstance(cell, str) for cell in data.values())


# --- the words beside a view


def keep_view(app: Drafted, ref: str, field: ViewField) -> None:
    """Keep the words that stand beside a view, while they are not saved."""
    view, words = field.current
    if field.unsaved and words:
        app.drafts.keep(view_of(ref), {"view": view, "words": words}, 0)
    else:
        app.drafts.gone(view_of(ref))


def bring_view(app: Drafted, ref: str, field: ViewField) -> None:
    """Put the words back that a crash left beside a view just shown; what is saved by now is kept no longer."""
    if not field.display:
        return
    draft = app.drafts.take(view_of(ref))
    if draft is None:
        keep_view(app, ref, field)
        return
    said = draft.said if _cells(draft.said) else {}
    view, words = said.get("view", ""), said.get("words", "")
    if view not in _VIEWS or (view, words) == field.current:
        app.drafts.gone(view_of(ref))
    else:
        field.restore(cast("View", view), words)
        app.notify(app.t("typed.restored"))
