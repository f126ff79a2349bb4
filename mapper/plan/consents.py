"""Which consents were given, and which of them hold today, word for word.

A consent covers the exact words that were shown before the yes. Where the same topic reads differently now, the yes was
not given to that: it is not told until it is asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from mapper.interview.consent_events import Consented, ConsentText, ConsentWithdrawn
from mapper.interview.consent_model import Consent, ConsentState, Passage, PassageState, Recipient, Shared, Topic
from mapper.interview.record import Record
from mapper.questionnaire.model import Area

Now = Callable[[str], Mapping[str, Topic]]
"""What may be told now, by topic, in the words of a language."""
_AREAS: tuple[Area, ...] = ("work", "social", "shared")


def consents(record: Record, now: Now, today: date) -> tuple[Consent, ...]:
    """Give every consent of a case, the latest first."""
    called = tuple(map(record.called, record.events))
    given = [event for event in called if isinstance(event, Consented)]
    texts = {(e.consent, e.topic): e for e in called if isinstance(e, ConsentText)}
    taken = {event.consent: event.at for event in called if isinstance(event, ConsentWithdrawn)}
    latest = {_recipient(event).key: event.id for event in given}
    found = []
    for event in reversed(given):
        state = _state(event, today, withdrawn=event.id in taken, latest=latest[_recipient(event).key])
        shared = tuple(_shared(topic, texts.get((event.id, topic)), now(event.language)) for topic in event.topics)
        found.append(
            Consent(
                id=event.id,
                recipient=_recipient(event),
                given=event.at,
                until=event.until,
                why=event.why,
                both_ways=event.both_ways,
                language=event.language,
                topics=shared,
                state=state,
                withdrawn=taken.get(event.id),
            )
        )
    return tuple(found)


def _recipient(event: Consented) -> Recipient:
    return Recipient(event.partner, event.own, event.shown)


def _state(event: Consented, today: date, *, withdrawn: bool, latest: str) -> ConsentState:
    if withdrawn:
        return "withdrawn"
    if event.id != latest:
        return "replaced"
    return "expired" if event.until < today else "holds"


def _shared(topic: str, text: ConsentText | None, now: Mapping[str, Topic]) -> Shared:
    current = now.get(topic)
    passage = _passage(text) if text else Passage(topic, "", "", areas=())
    cautions = current.cautions if current else ()
    return Shared(passage, _stands(text, passage, current), "held_back" in cautions)


def _passage(text: ConsentText) -> Passage:
    areas = tuple(area for area in _AREAS if area in text.areas)
    return Passage(text.topic, text.title, text.words, text.about, areas)


def _stands(text: ConsentText | None, passage: Passage, current: Topic | None) -> PassageState:
    if text is None or current is None:
        return "gone"
    return "stands" if current.passage.text == passage.text else "changed"
