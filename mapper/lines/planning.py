"""The plan, as lines: what the participant thinks of each idea, steps of their own, and when the two meet next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from mapper.interview.model import NotUnderstood
from mapper.language.catalogue import words
from mapper.language.form import weekday
from mapper.lines.console import Console
from mapper.plan.model import CHANNELS, RESPONSIBLE, TARGETS

if TYPE_CHECKING:
    from mapper.meeting.meeting import Meeting
    from mapper.plan.model import Decision, Idea

_DECISIONS: Final[tuple[Decision | None, ...]] = ("try", "later", "no", None)
_STEP: Final = ("title", "start", "due", "purpose")
_MEETING: Final = ("start", "klokkeslett", "varighet", "adresse")
_MEETING_NAMES: Final[Mapping[str, str]] = {
    "start": "meeting_date", "klokkeslett": "meeting_time", "varighet": "meeting_length", "adresse": "meeting_place",
}  # fmt: skip


class Planning:
    """Go through the ideas one at a time; a step or a meeting is kept only when all of it can be read."""

    def __init__(self, console: Console, language: str, choose: Callable[[Sequence[str]], int]) -> None:
        self.console = console
        self.language = language
        self._choose = choose

    def _t(self, key: str, **values: object) -> str:
        return words(f"lines.plan.{key}", self.language, **values)

    def _label(self, name: str) -> str:
        return words(f"rooms.activity.{name}", self.language)

    def go(self, meeting: Meeting) -> None:
        """Go through what nobody has decided on, tell the plan, and let them add to it until they go on."""
        self.console.tell()
        waiting = [idea for idea in meeting.plan().ideas if idea.decision is None]
        self.console.tell(self._t("ideas", n=len(waiting)))
        for idea in waiting:
            self._decide(meeting, idea)
        while True:
            self._tell(meeting)
            own = self._own(meeting)
            acts = ("go_on", "add", "meet", *(("take_out",) if own else ()))
            match acts[self._choose([self._t(act) for act in acts])]:
                case "go_on":
                    return
                case "add":
                    self._add(meeting)
                case "meet":
                    self._meet(meeting)
                case "take_out":
                    self._take_out(meeting, own)

    def _tell(self, meeting: Meeting) -> None:
        plan = meeting.plan()
        if plan.will_try:
            self.console.tell(self._t("will_try", n=len(plan.will_try)))
        else:
            self.console.tell(words("rooms.plan.no_tries", self.language))
        for activity in plan.will_try:
            self.console.tell(activity.title)
        coming = meeting.coming_meeting(plan)
        if coming and coming.start:
            clock = coming.fields.get("klokkeslett", "")
            day = " ".join(filter(None, (weekday(coming.start, self.language), clock)))
            self.console.tell(self._t("meeting", day=day))

    def _decide(self, meeting: Meeting, idea: Idea) -> None:
        """Tell one idea with its reason, and take the participant's decision."""
        suggestion = idea.suggestion
        self.console.tell()
        self.console.tell(suggestion.title.to(self.language))
        for reason in suggestion.because:
            self.console.tell(self._t("because", reason=reason.to(self.language)))
        decision = _DECISIONS[self._choose([self._t(name) for name in ("try", "later", "no", "skip")])]
        if decision is None:
            return
        own_words = self.console.read(self._t("own_words")) if decision == "no" else ""
        meeting.decide(suggestion.key, decision, own_words)
        self.console.tell(words("lines.saved", self.language, who=words("lines.by.participant", self.language)))

    # --- a step of their own

    def _own(self, meeting: Meeting) -> dict[str, str]:
        """Give the titles of the steps that one of the two wrote, by their ids."""
        return {step.id: step.title for step in meeting.plan().will_try if step.proposed_by != "rule"}

    def _add(self, meeting: Meeting) -> None:
        labels = dict(self._labels(_STEP, {}))
        fields = self._read(labels)
        if not fields:
            return
        parties = [(each, words(f"documents.who.{each}", self.language)) for each in RESPONSIBLE]
        fields["responsible"] = self._one("responsible", parties)
        fields["target"] = self._one("target", [(each, self._label(f"target_{each}")) for each in TARGETS])
        if fields["target"] == TARGETS[0]:
            kinds = [(kind.code, kind.text.to(self.language)) for kind in meeting.kinds() if not kind.nav_only]
            fields["kind"] = self._one("kind", kinds)
        self._keep(fields, partial(meeting.add_activity, voice="participant"), labels)
        self.console.tell(words("rooms.plan.own_saved", self.language))

    def _take_out(self, meeting: Meeting, own: Mapping[str, str]) -> None:
        chosen = self._choose([self._t("keep_all"), *own.values()])
        if chosen:
            meeting.remove_activity([*own][chosen - 1])
            self.console.tell(self._t("taken_out"))

    # --- the next meeting

    def _meet(self, meeting: Meeting) -> None:
        labels = dict(self._labels(_MEETING, _MEETING_NAMES))
        fields = self._read(labels)
        if not fields:
            return
        ways = [(code, words(f"documents.channel.{code}", self.language)) for code in CHANNELS]
        fields["kanal"] = self._one("meeting_channel", ways)
        self._keep(fields, meeting.set_next_meeting, labels)
        self.console.tell(words("rooms.plan.next_meeting_saved", self.language))

    # --- fields

    def _labels(self, names: Sequence[str], called: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for name in names:
            label = self._label(called.get(name, name))
            yield name, label if label.endswith("?") else f"{label}:"

    def _read(self, labels: Mapping[str, str]) -> dict[str, str]:
        """Read one field after the other; nothing where the first is left empty."""
        self.console.tell(self._t("may_be_empty"))
        first, *others = labels
        fields = {first: self.console.read(labels[first])}
        if not fields[first]:
            self.console.tell(self._t("nothing"))
            return {}
        return fields | {name: self.console.read(labels[name]) for name in others}

    def _one(self, label: str, choices: Sequence[tuple[str, str]]) -> str:
        """Let them choose one of some codes by its words."""
        self.console.tell(self._label(label))
        return choices[self._choose([text for _, text in choices])][0]

    def _keep(
        self, fields: dict[str, str], keep: Callable[[dict[str, str]], object], labels: Mapping[str, str]
    ) -> None:
        """Keep fields; one that cannot be read is asked for again, and the others stand. Raises NotUnderstood."""
        while True:
            try:
                keep(fields)
            except NotUnderstood as refused:
                name = str(refused.values.get("field", ""))
                if name not in labels:
                    raise
                self.console.tell(words(f"answers.{refused.code}", self.language, **refused.values))
                fields[name] = self.console.read(labels[name])
            else:
                return
