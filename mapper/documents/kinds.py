"""The kinds of paper, and for whom each is. Loads no template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mapper.documents.model import Audience, DocumentKind
from mapper.interview.consent_model import Consent
from mapper.language.catalogue import words
from mapper.language.text import SCREEN_LANGUAGES, Text
from mapper.plan.model import CALENDAR, COPY


def _kind(document: str, audience: Audience, **rest: bool) -> DocumentKind:
    title = {language: words(f"documents.kind.{document}", language) for language in SCREEN_LANGUAGES}
    return DocumentKind(document, Text.of(title), audience, **rest)


KINDS = (
    _kind("summary", "participant", drawn=True),
    _kind("plan", "participant"),
    _kind("preparation", "participant"),
    _kind("basis", "caseworker", by_area=True, drawn=True),
    _kind("reflection", "reflection", needs_confirming=True, nameless=True, changeable=False),
    _kind("consent", "participant", for_recipient=True, changeable=False),
    _kind("partner", "partner", for_recipient=True, changeable=False),
    _kind("workplace", "partner", for_recipient=True, changeable=False),
)
"""The papers of a conversation."""

SHEETS = (
    *(kind for kind in KINDS if kind.id == "preparation"),
    _kind("bilingual", "participant"),
    _kind("form", "participant"),
)
"""The papers that need no conversation, but a questionnaire."""

OWN_COPY = _kind(COPY, "participant", changeable=False)
"""The participant's own copy of everything: made only when it is asked for, so it is none of the set."""
CARRIED = (_kind(CALENDAR, "participant", changeable=False), OWN_COPY)
"""What the participant carries with them besides papers."""
TITLES: Mapping[str, Text] = {kind.id: kind.title for kind in (*KINDS, *SHEETS, *CARRIED)}
"""The title of everything that is saved as a file: the papers, and what goes beside them."""


def recipients(document: str, consents: Iterable[Consent]) -> tuple[Consent, ...]:
    """Give the consents that a kind of paper can be made for: what tells something, only while it may be told."""
    match document:
        case "consent":
            return tuple(each for each in consents if each.state != "replaced")
        case "partner" | "workplace":
            at_work = document == "workplace"
            return tuple(each for each in consents if each.told and each.recipient.employer is at_work)
    return ()


def title_of(document: str, language: str) -> str:
    """Give the title of what was saved; of a kind that this version does not know, its id."""
    return TITLES[document].to(language) if document in TITLES else document


def kind_named(document: str) -> DocumentKind:
    """Give a kind of paper by its id. Raises KeyError."""
    found = next((kind for kind in (*KINDS, *SHEETS, *CARRIED) if kind.id == document), None)
    if found is None:
        raise KeyError(document)
    return found
