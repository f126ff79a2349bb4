"""What single events say of themselves: which questions they are about, and who looked."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.interview.consent_events import ConsentText
from mapper.interview.events import Accessed, Assessed, Event, Printed, Redacted, Said, Viewed
from mapper.interview.model import ASSESSMENT, Looked


def about(event: Said | Viewed | Assessed | ConsentText) -> tuple[str, ...]:
    """Name the questions that an event holds words on."""
    match event:
        case ConsentText():
            return event.about
        case Assessed():
            return (ASSESSMENT,)
    return (event.question,)


def looks(event: Event) -> Iterator[Looked]:
    """Give who looked at the case, or took something out of it, with an event."""
    if isinstance(event, Accessed):
        yield Looked(event.at, event.who, event.what)
    elif isinstance(event, Printed):
        yield Looked(event.at, event.who, "exported", event.document)
    elif isinstance(event, Redacted):
        yield Looked(event.at, event.who, "redacted", event.question)
