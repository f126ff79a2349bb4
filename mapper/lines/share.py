"""Whom Nav may talk to, as lines: what holds, taking one back, and saying yes to telling somebody something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from mapper.interview.consent_model import Recipient, note_of
from mapper.interview.model import NotUnderstood
from mapper.language.catalogue import words
from mapper.language.form import day as full_day
from mapper.language.form import short_day
from mapper.lines.console import Console

if TYPE_CHECKING:
    from mapper.interview.consent_model import Consent, Passage, Topic
    from mapper.meeting.meeting import Meeting


class Sharing:
    """Ask one thing at a time; nothing is kept before the participant says yes to the whole text."""

    def __init__(self, console: Console, language: str, choose: Callable[[Sequence[str]], int]) -> None:
        self.console = console
        self.language = language
        self._choose = choose

    def _t(self, key: str, **values: object) -> str:
        return words(f"sharing.{key}", self.language, **values)

    def go(self, meeting: Meeting) -> None:
        """Tell every consent, and offer to give another or take one back, until they go on."""
        self.console.tell()
        self.console.tell(self._t("page.title"))
        self.console.tell(self._t("page.lead"))
        while True:
            self._tell(meeting)
            holding = [each for each in meeting.consents() if each.state == "holds"]
            offers = [self._t("page.go_on"), self._t("page.new"), *([self._t("withdraw.yes")] if holding else [])]
            chosen = self._choose(offers)
            if chosen == 0:
                return
            try:
                self._give(meeting) if chosen == 1 else self._take_back(meeting)
            except NotUnderstood as refused:
                self._refuse(refused)

    def _tell(self, meeting: Meeting) -> None:
        found = meeting.consents()
        for each in found:
            standing = self._t(f"state.{each.state}", day=short_day(each.last_day, self.language))
            self.console.tell(f"{each.recipient.shown}. {standing}.")
            if each.state != "holds":
                continue
            self.console.tell(self._t("page.topics", n=len(each.topics) + each.hidden))
            if each.to_ask_again:
                self.console.tell(self._t("page.ask_again", n=len(each.to_ask_again)))
        if not found:
            self.console.tell(self._t("page.empty"))

    def _take_back(self, meeting: Meeting) -> None:
        holding = [each for each in meeting.consents() if each.state == "holds"]
        chosen = self._choose([self._t("withdraw.keep"), *(each.recipient.shown for each in holding)])
        if not chosen:
            return
        consent = holding[chosen - 1]
        self._read_out(consent)
        self.console.tell(self._t("withdraw.means"))
        if self._choose([self._t("withdraw.keep"), self._t("withdraw.yes")]) == 1:
            meeting.withdraw(consent.id)
            self.console.tell(self._t("withdraw.done"))

    def _read_out(self, consent: Consent) -> None:
        """Read a consent whole, as the yes was given to it, and what of it holds no more."""
        self.console.tell()
        self._tell_frame(consent.recipient, consent.why, consent.until, both_ways=consent.both_ways)
        for shared in consent.topics:
            self._tell_passage(shared.passage)
            if note := note_of(shared):
                self.console.tell(self._t(f"note.{note}"))
        if consent.hidden:
            self.console.tell(self._t("page.hidden", n=consent.hidden))

    # --- giving one

    def _give(self, meeting: Meeting) -> None:
        recipient = self._recipient(meeting)
        passages = self._passages(meeting.shareable(self.language))
        why = self.console.read(self._t("labels.why"))
        meeting.read_consent(why, "")  # without a reason nothing more is asked
        until, last = self._last_day(meeting, why)
        self.console.tell(self._t("labels.both"))
        both_ways = self._choose([self._t("labels.both_no"), self._t("labels.both_yes")]) == 1
        self._read(recipient, passages, why, last, both_ways=both_ways)
        if self._choose([self._t("steps.no"), self._t("steps.yes")]) == 0:
            self.console.tell(self._t("steps.not_given"))
            return
        how = {"why": why, "until": until, "language": self.language}
        meeting.consent(recipient, passages, both_ways=both_ways, **how)
        self.console.tell(self._t("steps.given"))

    def _last_day(self, meeting: Meeting, why: str) -> tuple[str, date]:
        """Ask until it can be read: the words of before are not asked for again."""
        usual = full_day(meeting.usual_until, self.language)
        while True:
            until = self.console.read(self._t("labels.until", day=usual))
            try:
                return until, meeting.read_consent(why, until)[1]
            except NotUnderstood as refused:
                self._refuse(refused)

    def _refuse(self, refused: NotUnderstood) -> None:
        self.console.tell(words(f"answers.{refused.code}", self.language, **refused.values))

    def _recipient(self, meeting: Meeting) -> Recipient:
        partners = meeting.partners()
        self.console.tell(self._t("labels.who"))
        chosen = self._choose([*(text.to(self.language) for _, text in partners), self._t("labels.other")])
        partner = partners[chosen][0] if chosen < len(partners) else ""
        return meeting.recipient(partner, self.console.read(self._t("labels.own")), self.language)

    def _passages(self, topics: Sequence[Topic]) -> list[Passage]:
        """Ask about each topic by itself: nothing is told that was not said yes to."""
        self.console.tell(self._t("tips.each" if topics else "tips.nothing"))
        chosen = []
        for topic in topics:
            cautions = ", ".join(self._t(f"caution.{caution}") for caution in topic.cautions)
            title = f"{topic.part_title.to(self.language)}: {topic.passage.title}"
            self.console.tell(f"{title} ({cautions})" if cautions else title)
            if self._choose([self._t("steps.no"), self._t("labels.tell")]) == 1:
                chosen.append(topic.passage)
        if not chosen:
            raise NotUnderstood("consent_empty")
        return chosen

    def _tell_frame(self, recipient: Recipient, why: str, until: date, *, both_ways: bool) -> None:
        self.console.tell(self._t("read.who", recipient=recipient.shown))
        self.console.tell(self._t("read.why", why=why))
        self.console.tell(self._t("read.until", day=full_day(until, self.language)))
        self.console.tell(self._t("read.both_yes" if both_ways else "read.both_no"))

    def _tell_passage(self, passage: Passage) -> None:
        for line in (passage.title, *passage.words.splitlines()):
            if line:
                self.console.tell(line)

    def _read(
        self, recipient: Recipient, passages: Sequence[Passage], why: str, until: date, *, both_ways: bool
    ) -> None:
        self.console.tell()
        self.console.tell(self._t("tips.read"))
        self._tell_frame(recipient, why, until, both_ways=both_ways)
        for passage in passages:
            self._tell_passage(passage)
        self.console.tell(self._t("read.no"))
        self.console.tell(self._t("read.take_back"))
