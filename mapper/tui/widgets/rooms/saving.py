"""Keep what is said in a room's fields, and go on only when it has reached the disk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from mapper.interview.model import By
from mapper.tui.app import MapperApp
from mapper.tui.widgets.field import Said
from mapper.tui.widgets.rooms.voice_box import VoiceBox

if TYPE_CHECKING:
    from mapper.interview.model import Voice
    from mapper.meeting.meeting import Change, Meeting


class Saver:
    """Saves boxes one after the other. `by` says whose hand writes for the participant."""

    def __init__(self, app: MapperApp) -> None:
        self._app = app
        self.by: By = "self"

    def keep(self, boxes: tuple[VoiceBox, ...], then: Callable[[], None]) -> None:
        """Save everything that is not saved yet, then go on; where something is not understood, do not."""
        waiting = [box for box in boxes if box.unsaved]
        if not waiting:
            then()
            return
        box, *rest = waiting
        field = box.field
        said = field.said if field else Said()
        self.say(box, box.asked, said, partial(self.keep, tuple(rest), then))

    def flush(self, boxes: tuple[VoiceBox, ...]) -> None:
        """Save everything that is not saved yet, and wait for nothing."""
        for box in boxes:
            if box.unsaved and box.field is not None:
                self.say(box, box.asked, box.field.said)

    def flush_aside(self, boxes: tuple[VoiceBox, ...]) -> None:
        """Try again to save what was set aside when another question came."""
        for box in boxes:
            for asked, said in box.aside:
                self.say(box, asked, said)

    def say(
        self,
        box: VoiceBox,
        asked: tuple[str, Voice],
        said: Said,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Save what one voice said, under the hand of now; an emptied field takes the answer back."""

        def done(_: Change) -> None:
            box.kept(asked, said)
            if then is not None:
                then()

        meeting = self._app.meeting
        if meeting is not None:
            by: By = self.by if asked[1] == "participant" else "self"
            act = partial(_write, meeting, asked, said, box.base(asked), by)
            self._app.act(act, done, partial(self._refused, box, asked))

    def _refused(self, box: VoiceBox, asked: tuple[str, Voice], sentence: str) -> None:
        if not box.refuse(asked, sentence) or box.screen is not self._app.screen:
            self._app.trouble(f"{self._app.t('rooms.questions.unsaved')} {sentence}")


def _write(meeting: Meeting, asked: tuple[str, Voice], said: Said, base: int, by: By) -> Change:
    ref, voice = asked
    if said.empty:
        return meeting.take_back(ref, voice, base)
    return meeting.say(ref, voice, said.words, comment=said.comment, write_in=said.write_in, by=by, base=base)
