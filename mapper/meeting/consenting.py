"""What the participant lets Nav tell others: chosen by them, topic by topic, in words that were shown, until a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from mapper.interview.consent_events import Consented, ConsentText, ConsentWithdrawn
from mapper.interview.consent_model import Consent, Passage, Recipient, Shared, Topic
from mapper.interview.model import NotUnderstood
from mapper.interview.parse import read_day
from mapper.language.clean import clean, clean_line
from mapper.language.text import Text
from mapper.meeting.deciding import Deciding
from mapper.meeting.ledger import Change
from mapper.plan.consents import consents
from mapper.plan.due import months_on
from mapper.plan.passages import Sources, topics

USUAL_MONTHS: Final = 6
"""How long a consent lasts where nobody chose another day (domain §5d.4)."""
MOST_MONTHS: Final = 12
WHY_LIMIT: Final = 300
NAME_LIMIT: Final = 80


class Consenting(Deciding):
    """Keep consents: what may be told to whom. Undo does not reach them; withdrawing does."""

    # --- what stands

    def partners(self) -> tuple[tuple[str, Text], ...]:
        """Give those on the office's list whom one may want to tell, with their ids."""
        return tuple((partner.id, partner.text) for partner in self.questionnaire.lists.partners)

    def recipient(self, partner: str, own: str, language: str) -> Recipient:
        """Read who it is: an id of the list, a typed name, or both. Raises NotUnderstood."""
        name = clean_line(own)
        if len(name) > NAME_LIMIT:
            raise NotUnderstood("too_long", limit=NAME_LIMIT)
        listed = self.questionnaire.lists.partner(partner) if partner else None
        if partner and listed is None:
            raise NotUnderstood("not_an_option")
        shown = ": ".join(part for part in (listed.to(language) if listed else "", name) if part)
        if not shown:
            raise NotUnderstood("empty")
        return Recipient(partner, name, shown)

    @property
    def usual_until(self) -> date:
        """Give the last day of a consent where nobody chose another."""
        return months_on(self.today, USUAL_MONTHS)

    def shareable(self, language: str = "") -> tuple[Topic, ...]:
        """Give what may be told, in the words in which it would be; of the minute for two only while they are alone."""
        with self._lock:
            found = topics(self._sources(), language or self.language)
            return tuple(topic for topic in found if self.alone or not self._private(topic.passage))

    def consents(self) -> tuple[Consent, ...]:
        """Give every consent, the latest first; what belongs to the minute for two only while they are alone."""
        whole = self.whole_consents()
        return whole if self.alone else tuple(shown for each in whole if (shown := _before_others(each)).topics)

    def whole_consents(self) -> tuple[Consent, ...]:
        """Give every consent whole, for papers."""
        with self._lock:
            known: dict[str, Mapping[str, Topic]] = {}
            found = consents(self._record, lambda language: self._by_topic(language, known), self.today)
            return tuple(replace(each, topics=tuple(map(self._marked, each.topics))) for each in found)

    def _by_topic(self, language: str, known: dict[str, Mapping[str, Topic]]) -> Mapping[str, Topic]:
        if language not in known:
            known[language] = {topic.passage.topic: topic for topic in topics(self._sources(), language)}
        return known[language]

    def _sources(self) -> Sources:
        view, view_words = self.assessment_view
        named = self._record.named()
        return Sources(
            review=self.whole_review(),
            plan=self.whole_plan(),
            questions=self.known_questions(),
            assessment=self.assessment,
            view=view,
            view_words=view_words,
            name=named.name if named else "",
        )

    def _marked(self, shared: Shared) -> Shared:
        return replace(shared, alone=self._private(shared.passage))

    def _private(self, passage: Passage) -> bool:
        asked = map(self._table.views.known, (passage.topic, *passage.about))
        return any(question.alone for question in asked if question)

    # --- acts

    def consent(  # noqa: PLR0913 - everything that a yes covers
        self,
        recipient: Recipient,
        passages: Sequence[Passage],
        *,
        why: str,
        until: str = "",
        both_ways: bool = False,
        language: str = "",
    ) -> Change:
        """Keep that the participant said yes to telling a recipient these passages, exactly as they were shown.

        `until` is a day as it is typed; blank means the usual one. Another consent with the same recipient is replaced.
        Raises NotUnderstood where something is missing, or where a passage reads differently from what was shown.
        """
        spoken = language or self.language
        with self._lock:
            self.refresh()
            who = self.recipient(recipient.partner, recipient.own, spoken)
            reason, last = self.read_consent(why, until)
            given = self._event(
                Consented,
                partner=who.partner,
                own=who.own,
                shown=who.shown,
                topics=tuple(passage.topic for passage in self._as_shown(passages, spoken)),
                until=last,
                why=reason,
                both_ways=both_ways,
                language=spoken,
                voice="participant",
            )
            return self._commit(given, *(self._event(ConsentText, **_text(given.id, each)) for each in passages))

    def read_consent(self, why: str, until: str) -> tuple[str, date]:
        """Read the reason and the last day of a consent as they are typed. Raises NotUnderstood."""
        return _reason(why), self._last_day(until)

    def _as_shown(self, passages: Sequence[Passage], language: str) -> Sequence[Passage]:
        """Make sure that what was shown is what would be told now."""
        if not passages:
            raise NotUnderstood("consent_empty")
        now = {topic.passage.topic: topic.passage for topic in self.shareable(language)}
        if any(now.get(passage.topic) != passage for passage in passages):
            raise NotUnderstood("consent_changed")
        return passages

    def _last_day(self, until: str) -> date:
        if not until.strip():
            return self.usual_until
        day, last = read_day(clean_line(until)), months_on(self.today, MOST_MONTHS)
        if day < self.today:
            raise NotUnderstood("consent_over")
        if day > last:
            raise NotUnderstood("consent_too_long", months=MOST_MONTHS)
        return day

    def withdraw(self, consent: str) -> Change:
        """Keep that the participant took a consent back. Raises NotUnderstood where there is none by this id."""
        with self._lock:
            self.refresh()
            found = next((each for each in self.whole_consents() if each.id == consent), None)
            if found is None:
                raise NotUnderstood("no_such_consent")
            if found.withdrawn:
                return self._unchanged()
            return self._commit(self._event(ConsentWithdrawn, consent=consent, voice="participant"))


def _reason(why: str) -> str:
    reason = clean(why).strip()
    if not reason:
        raise NotUnderstood("consent_why")
    if len(reason) > WHY_LIMIT:
        raise NotUnderstood("too_long", limit=WHY_LIMIT)
    return reason


def _text(consent: str, passage: Passage) -> dict[str, object]:
    texts = {"topic": passage.topic, "title": passage.title, "words": passage.words}
    return {**texts, "consent": consent, "about": passage.about, "areas": passage.areas}


def _before_others(consent: Consent) -> Consent:
    """Leave out what belongs to the minute for two."""
    shown = tuple(each for each in consent.topics if not each.alone)
    return replace(consent, topics=shown, hidden=len(consent.topics) - len(shown))
