"""What the participant said yes to telling somebody else, and what they took back.

The words that were shown stand in events of their own, one for each topic: so an answer that is deleted for good takes
with it every text that told of it, and the consent itself stays.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from mapper.interview.event_base import EventBase


class Consented(EventBase):
    """The participant said yes to telling one recipient about some topics, until a day.

    `partner` is an id of the list of partners, blank for somebody else; `own` is the name that was typed beside it,
    `shown` both as they were read. `language` is that of the texts that follow, one `ConsentText` for each topic.
    """

    kind: Literal["consented"] = "consented"
    partner: str = ""
    own: str = ""
    shown: str
    topics: tuple[str, ...]
    until: date
    why: str
    both_ways: bool
    language: str


class ConsentText(EventBase):
    """The exact words of one topic of a consent, as they were shown before the yes.

    `consent` is the id of the `consented` event; `about` names the questions that the words tell of or rest on, and
    `areas` the secrecy regimes that they belong to.
    """

    kind: Literal["consent_text"] = "consent_text"
    consent: str
    topic: str
    title: str
    words: str
    about: tuple[str, ...]
    areas: tuple[str, ...]


class ConsentWithdrawn(EventBase):
    """The participant took a consent back; nothing is told by it from then on."""

    kind: Literal["consent_withdrawn"] = "consent_withdrawn"
    consent: str
