"""What is typed and not saved, kept from key to key, and put back into its field after a crash."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mapper.desk.drafting import said_by
from mapper.fault import Fault
from mapper.tui.acting import Acting

if TYPE_CHECKING:
    from mapper.desk.desk import Desk
    from mapper.desk.drafting import Draft, Drafting
    from mapper.interview.model import Voice
    from mapper.meeting.meeting import Meeting


class DraftBook:
    """What is being typed in one conversation. Without a conversation to keep it for, nothing is kept."""

    def __init__(self, drafting: Drafting | None = None, case: str = "") -> None:
        self._drafting, self._case = drafting, case
        self._found = drafting.found(case) if drafting is not None else {}
        self._standing = set(self._found)

    @property
    def found(self) -> Mapping[str, Draft]:
        """Give what a crash left and is not in its field yet."""
        return self._found

    def take(self, field: str) -> Draft | None:
        """Give what a crash left of a field, once."""
        return self._found.pop(field, None)

    def keep(self, field: str, said: Any, base: int) -> None:
        """Keep what stands in a field; `base` is the seq at which it last showed what stood."""
        if self._drafting is not None:
            self._standing.add(field)
            self._drafting.keep(self._case, field, said, base)

    def gone(self, field: str) -> None:
        """Take note that a field holds nothing any more that is not saved."""
        self._found.pop(field, None)
        if self._drafting is not None and field in self._standing:
            self._standing.discard(field)
            self._drafting.gone(self._case, field)

    def hurry(self) -> None:
        """Write what waits now, and wait for nothing."""
        if self._drafting is not None:
            self._drafting.seal(0)


class Drafted(Acting):
    """An app that keeps what is typed."""

    desk: Desk
    drafts = DraftBook()

    @abstractmethod
    def save_typed(self) -> None:
        """Let the open rooms save what is typed and not yet saved."""

    def seal(self) -> None:
        """Save what can be saved of what is typed, before the process goes. The sitting stays open."""
        self.save_typed()
        self.drafts.hurry()

    def open_drafts(self, meeting: Meeting | None) -> None:
        """Keep what is typed in this conversation from now on. In practice, and where nothing can be saved, nothing."""
        if meeting is None or meeting.practice or meeting.read_only is not None:
            self.drafts = DraftBook()
            return
        from mapper.tui.widgets.rooms.draft_data import may_return

        self.desk.drafting.tell_to(self._draft_trouble)
        self.drafts = DraftBook(self.desk.drafting, meeting.case)
        for ref, voice in _answers(self.drafts.found):
            if not may_return(meeting, ref, voice, self.drafts.found[said_by(ref, voice)].said):
                self.drafts.gone(said_by(ref, voice))

    def _draft_trouble(self, fault: Fault) -> None:
        """Tell it from the thread of drafts, without that thread waiting."""
        self.call_later(lambda: self.trouble(self.told(fault)))

    def last_typed(self, meeting: Meeting) -> tuple[str, str | None] | None:
        """Name the room and question where something was being typed last; None where nothing was."""
        found = self.drafts.found
        latest = sorted(_answers(found), key=lambda at: found[said_by(*at)].at)
        shown = [ref for ref, _ in latest if _open(meeting, ref)]
        card = {ref for part in meeting.parts() if part.kind == "card" for ref in part.refs}
        if len(found) > bool(shown):
            self.notify(self.t("typed.waiting"))
        if not shown:
            return None
        return ("card", None) if shown[-1] in card else ("questions", shown[-1])


def _answers(found: Mapping[str, Draft]) -> list[tuple[str, Voice]]:
    names = [name.split(" ") for name in found]
    return [(name[1], name[2]) for name in names if name[0] == "said" and len(name) == 3]  # type: ignore[misc]  # ours


def _open(meeting: Meeting, ref: str) -> bool:
    return meeting.stands(ref) and (meeting.alone or not meeting.text(ref).alone)
