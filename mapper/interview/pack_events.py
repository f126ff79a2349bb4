"""More questions: packs that are switched on and off, and rounds in which a pack is asked anew."""

from __future__ import annotations

from typing import Literal

from mapper.interview.event_base import EventBase, Slot


class PackSwitched(EventBase):
    """A pack was switched on or off; `snapshot` names the questionnaire as composed from then on.

    An off where it was not on says "not now" to an offer.
    """

    kind: Literal["pack_switched"] = "pack_switched"
    pack: str
    on: bool
    snapshot: str

    @property
    def slot(self) -> Slot:
        """One word for each pack."""
        return ("pack", self.pack)

    @property
    def undoable(self) -> bool:
        """A switch can be taken back."""
        return True


class RoundBegun(EventBase):
    """A pack is asked anew from here on; `span` names the round of its file, and is empty where they chose the time."""

    kind: Literal["round_begun"] = "round_begun"
    pack: str
    span: str = ""

    @property
    def slot(self) -> Slot:
        """One row of rounds for each pack."""
        return ("round", self.pack)

    @property
    def undoable(self) -> bool:
        """A round can be taken back: then the one before it goes on."""
        return True
