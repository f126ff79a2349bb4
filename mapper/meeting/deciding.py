"""What the two decide: on suggestions, on steps of their own, and on when they meet next."""

from __future__ import annotations

from collections.abc import Mapping

from mapper.interview.events import ActivityWritten, Decided
from mapper.interview.model import NotUnderstood
from mapper.language.clean import clean
from mapper.meeting.ledger import Change
from mapper.meeting.packing import Packing
from mapper.plan.activities import read_fields
from mapper.plan.dates import coming
from mapper.plan.model import NEXT_MEETING, Activity, Decision, Plan
from mapper.questionnaire.condition import Voice

WORDS_LIMIT = 1000
"""Characters of own words beside a view or a decision."""


class Deciding(Packing):
    """Keep decisions and activities, each as one event."""

    def decide(self, key: str, decision: Decision, words: str = "", changes: Mapping[str, str] | None = None) -> Change:
        """Keep the participant's decision on a suggestion. Raises NotUnderstood for changes that cannot be read."""
        with self._lock:
            fields, because = self._decided_fields(key, decision, changes or {})
            decided = self._event(
                Decided,
                suggestion=key,
                decision=decision,
                words=short(words),
                fields=fields,
                because=because,
                voice="participant",
            )
            return self._commit(decided)

    def _decided_fields(
        self, key: str, decision: Decision, changes: Mapping[str, str]
    ) -> tuple[dict[str, str], tuple[str, ...]]:
        """Write the activity as it reads now; one that is in the plan already keeps its words."""
        before = self._record.decision(key)
        suggestion = next((each for each in self._table.suggester.suggestions() if each.key == key), None)
        if suggestion is None and (before is None or (decision in {"try", "changed"} and not before.fields)):
            raise NotUnderstood("no_such_suggestion")
        because = suggestion.answers if suggestion else before.because if before else ()
        if decision not in {"try", "changed"}:
            return {}, because
        if before and before.fields and decision == "changed":
            fields, because = dict(before.fields), before.because
        elif suggestion:
            fields = self.fields_of(suggestion)
        else:
            fields = dict(before.fields) if before else {}
        return read_fields({**fields, **changes}, self.questionnaire.lists), because

    def add_activity(self, fields: Mapping[str, str], voice: Voice) -> Change:
        """Add a step of their own. Raises NotUnderstood."""
        return self._write_activity("activity_added", self._ids(), fields, voice)

    def change_activity(self, activity: str, fields: Mapping[str, str], voice: Voice = "together") -> Change:
        """Change fields of a step, whether a rule or one of the two proposed it. Raises NotUnderstood."""
        if decided := self._record.decision(activity):
            return self.decide(activity, "changed", decided.words, fields)
        before = self._record.activity(activity)
        known = before.fields if before else {}
        return self._write_activity(
            "activity_changed", activity, {**known, **fields}, (before.voice if before else None) or voice
        )

    def remove_activity(self, activity: str) -> Change:
        """Take a step of their own out of the plan."""
        if self._record.activity(activity) is None:
            return self._unchanged()
        return self._commit(self._event(ActivityWritten, kind="activity_removed", activity=activity, voice="together"))

    def coming_meeting(self, plan: Plan | None = None) -> Activity | None:
        """Give the next meeting, if they set one that has not begun. `plan` is the plan, where it is at hand."""
        return coming((plan or self.plan()).next_meeting, self._clock())

    def set_next_meeting(self, fields: Mapping[str, str]) -> Change:
        """Set the next meeting: start (the day), klokkeslett, kanal, adresse. Raises NotUnderstood."""
        given = {"kind": "MOTE", "responsible": "caseworker", "target": "activity_plan", **fields}
        return self._write_activity("activity_changed", NEXT_MEETING, given, "together")

    def _write_activity(self, kind: str, activity: str, fields: Mapping[str, str], voice: Voice) -> Change:
        read = read_fields(fields, self.questionnaire.lists)
        if not read.get("title") and activity != NEXT_MEETING:
            raise NotUnderstood("empty", field="title")
        if activity == NEXT_MEETING and not read.get("start"):
            raise NotUnderstood("not_a_date", field="start", example="3.4.2026")
        return self._commit(self._event(ActivityWritten, kind=kind, activity=activity, fields=read, voice=voice))


def short(words: str) -> str:
    """Give own words as they are kept. Raises NotUnderstood where they are too long."""
    said = clean(words).strip()
    if len(said) > WORDS_LIMIT:
        raise NotUnderstood("too_long", limit=WORDS_LIMIT)
    return said
