"""Hold a sitting from an answers file: the same acts as at a screen, in the same order, through the same gate.

Takes in a Meeting and a file that says who answered what and what was decided; gives out findings with line and column
for what cannot be read. Never skips a slip silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, cast, get_args

from mapper.interview.consent_model import Passage, Recipient
from mapper.interview.model import NotUnderstood, View
from mapper.interview.parse import Words
from mapper.language.catalogue import words as say_in
from mapper.language.text import SCREEN_LANGUAGES
from mapper.meeting.meeting import Meeting
from mapper.plan.activities import COMMON
from mapper.plan.model import Decision
from mapper.plan.overview import ASSESSMENT
from mapper.questionnaire.called import codes_of
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import Voice
from mapper.questionnaire.findings import Finding, Guesses, in_order, nearest, shown
from mapper.questionnaire.model import Profile, Question, TableQuestion
from mapper.questionnaire.source import Place, Source, UnreadableError, key_place, value_place
from mapper.questionnaire.tree import read_path

EXPECT = "expect"
"""What a test expects of the sitting: read by `rehearsal_tests`, and left alone here."""
_STATES = {"UNKNOWN": "unknown", "DECLINED": "declined", "LATER": "later"}
_VOICES = ("participant", "together", "caseworker")
_KEYS = (
    "language", "second_language", "profile", "packs", "present", "alone", "answers", "rounds", "decisions",
    "held_back", "activities", "next_meeting", "assessment", "consents", EXPECT,
)  # fmt: skip
_ANSWER_KEYS = (*_VOICES, "view", "note", "comment", "write_in")
_SPOKEN_KEYS = ("value", "comment", "write_in")
_BESIDE = ("comment", "write_in")
_DECISIONS = ("try", "later", "no")
_ROUND_KEYS = ("pack", "answers")
_CONSENT_KEYS = ("recipient", "name", "topics", "why", "until", "both_ways")
_ASSESSMENT_KEYS = ("caseworker", "view", "note")


@dataclass(slots=True)
class Script:
    """What an answers file says, still as text."""

    source: Source
    root: Mapping[str, Any]
    findings: list[Finding] = field(default_factory=list)

    @property
    def language(self) -> str:
        """Give the language of the talk; Bokmål where the file names none."""
        return self._choice("language", SCREEN_LANGUAGES) or "nb"

    @property
    def second_language(self) -> str:
        """Give the second language, or nothing."""
        return self._choice("second_language", SCREEN_LANGUAGES) or ""

    @property
    def profile(self) -> Profile:
        """Give the profile; the short one where the file names none."""
        return cast(Profile, self._choice("profile", get_args(Profile)) or "short")

    def _choice(self, key: str, allowed: tuple[str, ...]) -> str | None:
        value = self.root.get(key)
        return value if value in allowed else None

    def slip(self, place: Place, code: str, suggestion: str | None = None, **values: object) -> None:
        """Note what is wrong at a place."""
        self.findings.append(self.source.finding(place, code, suggestion, **values))


def read_script(path: Path, name: str | None = None) -> Script:
    """Read an answers file. Raises UnreadableError with findings for what no sitting could use."""
    tree = read_path(path, name)
    script = Script(tree.source, tree.root, list(tree.findings))
    for key in tree.root:
        if key not in _KEYS:
            script.slip(key_place(tree.root, key), "answers_key", nearest(key, _KEYS), key=key)
    for key, allowed in (
        ("language", SCREEN_LANGUAGES),
        ("second_language", SCREEN_LANGUAGES),
        ("profile", get_args(Profile)),
    ):
        if tree.root.get(key, allowed[0]) not in allowed:
            script.slip(value_place(tree.root, key), "answers_choice", allowed=", ".join(allowed))
    if script.findings:
        raise UnreadableError(*script.findings)
    return script


def hold(meeting: Meeting, script: Script) -> None:
    """Say and decide everything that a file holds. Raises UnreadableError with all findings."""
    _Player(meeting, script).play()
    if script.findings:
        raise UnreadableError(*in_order(script.findings))


class _Player:
    def __init__(self, meeting: Meeting, script: Script) -> None:
        self.meeting = meeting
        self.script = script
        self.fields = tuple(dict.fromkeys((*COMMON, *(field.id for kind in meeting.kinds() for field in kind.fields))))
        self.language = meeting.language

    @property
    def questionnaire(self) -> Questionnaire:
        return self.meeting.questionnaire

    def play(self) -> None:
        root = self.script.root
        self.packs(root)
        self.present(root)
        self.answers(self.table(root, "answers"))
        self.rounds(root)
        self.held_back(self.table(root, "held_back"))
        self.assessment(self.table(root, "assessment"))
        self.decisions(self.table(root, "decisions"))
        self.activities(root)
        self.next_meeting(root)
        self.consents(root)

    def table(self, root: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        found = root.get(key, {})
        if isinstance(found, Mapping):
            return found
        self.script.slip(value_place(root, key), "answers_mapping", key=key)
        return {}

    def text(self, given: Mapping[str, Any], key: str) -> str:
        """Give the words under a key; what is no words is named."""
        return self.texts(given, key).get(key, "")

    def texts(self, given: Mapping[str, Any], *keys: str) -> dict[str, str]:
        """Give the words under these keys, or under every key; what is no words is named and left out."""
        found = {key: given[key] for key in keys or given if key in given}
        for key, words in found.items():
            if not isinstance(words, str):
                self.script.slip(value_place(given, key), "answers_words", key=key)
        return {key: words for key, words in found.items() if isinstance(words, str)}

    def yes(self, given: Mapping[str, Any], key: str) -> bool | None:
        """Tell whether yes stands under a key; None for what is neither yes nor no, which is named."""
        found = given[key]
        if found in ("yes", "no"):
            return bool(found == "yes")
        self.script.slip(value_place(given, key), "answers_choice", allowed="yes, no")
        return None

    def act(self, place: Place, act: Callable[[], object]) -> None:
        """Do one thing, and note why it could not be done."""
        try:
            act()
        except NotUnderstood as refused:
            reason = say_in(f"answers.{refused.code}", self.script.language, **refused.values)
            self.script.slip(place, "answers_refused", reason=reason)

    # --- what more is asked

    def packs(self, root: Mapping[str, Any]) -> None:
        """Switch packs on, in the order in which they stand."""
        given = root.get("packs", [])
        named = given if isinstance(given, list) else [given]
        known = {pack.id for pack in self.meeting.packs()} if named else set()
        for index, pack in enumerate(named):
            if isinstance(pack, str) and pack in known:
                self.meeting.switch(pack, on=True)
            else:
                place = value_place(given, index) if isinstance(given, list) else value_place(root, "packs")
                near = nearest(pack, known) if isinstance(pack, str) else None
                self.script.slip(place, "answers_pack", near, pack=shown(pack))

    def rounds(self, root: Mapping[str, Any]) -> None:
        """Ask packs anew, in the order in which they stand, with what is said in each round."""
        for place, each in self.listed(root, "rounds"):
            self.keys(each, _ROUND_KEYS)
            pack = each.get("pack")
            known = [told.id for told in self.meeting.packs() if told.asked_on]
            if pack in known:
                self.act(value_place(each, "pack"), partial(self.meeting.begin_round, cast(str, pack)))
                self.answers(self.table(each, "answers"))
            else:
                near = nearest(pack, known) if isinstance(pack, str) else None
                self.script.slip(value_place(each, "pack") if "pack" in each else place, "answers_round", near)

    # --- who is here, and what they say

    def present(self, root: Mapping[str, Any]) -> None:
        given = root.get("present", [])
        people = given if isinstance(given, list) else [given]
        for question in self.questionnaire.by_role("present"):
            if people and isinstance(question, TableQuestion):
                first = question.columns[0].id
                rows = [{first: each} if isinstance(each, str) else each for each in people]
                voice = question.voices[0]
                self.act(value_place(root, "present"), partial(self.meeting.say, question.ref, voice, rows))
        alone = self.yes(root, "alone") if "alone" in root else True
        self.act(0, lambda: self.meeting.set_alone(bool(alone)))

    def answers(self, answers: Mapping[str, Any]) -> None:
        known = self.questionnaire.order
        guesses = Guesses(known)
        for ref in answers:
            if ref not in known:
                self.script.slip(key_place(answers, ref), "answers_question", guesses.nearest(ref), question=ref)
        for ref in sorted((ref for ref in answers if ref in known), key=known.__getitem__):
            self.answer(self.questionnaire.questions[ref], answers, answers[ref])

    def answer(self, question: Question, answers: Mapping[str, Any], given: Any) -> None:
        own: Voice = question.voices[0]
        place = value_place(answers, question.ref)
        if not isinstance(given, Mapping):
            self.say(question, own, given, place, {})
            return
        self.keys(given, _ANSWER_KEYS)
        spoken = [voice for voice in _VOICES if voice in given]
        for voice in spoken:
            place, words = value_place(given, voice), given[voice]
            beside = given if voice == spoken[0] else {}
            if isinstance(words, Mapping):
                self.keys(words, _SPOKEN_KEYS)
                place, beside, words = value_place(words, "value"), words, words.get("value", "")
            self.say(question, cast(Voice, voice), words, place, beside)
        if "view" in given:
            self.view(question.ref, given)

    def keys(self, given: Mapping[str, Any], known: Sequence[str], code: str = "answers_key") -> None:
        """Name every key that is not known."""
        for key in given:
            if key not in known:
                self.script.slip(key_place(given, key), code, nearest(key, known), key=key, known=", ".join(known))

    def say(self, question: Question, voice: Voice, words: Words, place: Place, beside: Mapping[str, Any]) -> None:
        state = _STATES.get(words) if isinstance(words, str) and words not in (codes_of(question) or ()) else None
        if state:
            self.keys(beside, tuple(key for key in beside if key not in _BESIDE))
            self.act(place, lambda: self.meeting.pass_over(question.ref, voice, cast(Any, state)))
            return
        comment, write_in = self.text(beside, "comment"), self.texts(self.table(beside, "write_in"))
        self.act(place, lambda: self.meeting.say(question.ref, voice, words, comment=comment, write_in=write_in))

    def view(self, ref: str, given: Mapping[str, Any]) -> None:
        place, view = value_place(given, "view"), given["view"]
        if view not in get_args(View):
            self.script.slip(place, "answers_choice", allowed=", ".join(get_args(View)))
            return
        note = self.text(given, "note")
        self.act(place, lambda: self.meeting.view(ref, view, note))

    def held_back(self, held: Mapping[str, Any]) -> None:
        guesses = Guesses(self.questionnaire.order)
        for name in held:
            if name not in self.questionnaire.questions and not name.startswith("activity:"):
                self.script.slip(key_place(held, name), "answers_question", guesses.nearest(name), question=name)
            elif (value := self.yes(held, name)) is not None:
                self.meeting.hold_back(name, value)

    # --- what they decide

    def assessment(self, given: Mapping[str, Any]) -> None:
        self.keys(given, _ASSESSMENT_KEYS)
        if words := self.text(given, "caseworker"):
            self.act(value_place(given, "caseworker"), lambda: self.meeting.assess(words))
        if "view" in given:
            self.view(ASSESSMENT, given)

    def decisions(self, decisions: Mapping[str, Any]) -> None:
        rules = {rule.id: rule.key or rule.id for rule in self.questionnaire.rules}
        known = {*rules, *rules.values()}
        guesses = Guesses(known)
        for rule, decision in decisions.items():
            if rule not in known:
                self.script.slip(key_place(decisions, rule), "answers_rule", guesses.nearest(rule), rule=rule)
                continue
            key = rules.get(rule, rule)
            place = value_place(decisions, rule)
            read = _decision(decision)
            if read is None:
                self.script.slip(place, "answers_decision", rule=rule)
                continue
            what, own_words, changes = read
            fields = self.sound(changes)
            if fields or not changes:
                self.act(place, partial(self.meeting.decide, key, what, own_words, fields))

    def listed(self, root: Mapping[str, Any], key: str) -> Iterator[tuple[Place, Mapping[str, Any]]]:
        """Give the mappings of a list, each with its place; what is none is named."""
        given = root.get(key, [])
        if not isinstance(given, list):
            self.script.slip(value_place(root, key), "answers_mapping", key=key)
            return
        for index, each in enumerate(given):
            if isinstance(each, Mapping):
                yield value_place(given, index), each
            else:
                self.script.slip(value_place(given, index), "answers_mapping", key=key)

    def activities(self, root: Mapping[str, Any]) -> None:
        for place, fields in self.listed(root, "activities"):
            self.activity(place, fields)

    def activity(self, place: Place, given: Mapping[str, Any]) -> None:
        voice = given.get("voice", "participant")
        if voice not in _VOICES:
            self.script.slip(value_place(given, "voice"), "answers_choice", allowed=", ".join(_VOICES))
        elif fields := self.sound(given, "voice"):
            self.act(place, partial(self.meeting.add_activity, fields, cast(Voice, voice)))

    def sound(self, given: Mapping[str, Any], *beside: str) -> dict[str, str]:
        """Give the fields of an activity; nothing where one of them was named."""
        before = len(self.script.findings)
        self.keys(given, (*beside, *self.fields), "answers_field")
        fields = self.texts(given, *(key for key in given if key not in beside))
        return fields if len(self.script.findings) == before else {}

    def next_meeting(self, root: Mapping[str, Any]) -> None:
        if fields := self.sound(self.table(root, "next_meeting")):
            self.act(value_place(root, "next_meeting"), partial(self.meeting.set_next_meeting, fields))

    # --- whom they let Nav tell

    def consents(self, root: Mapping[str, Any]) -> None:
        for place, consent in self.listed(root, "consents"):
            self.consent(place, consent)

    def consent(self, place: Place, given: Mapping[str, Any]) -> None:
        self.keys(given, _CONSENT_KEYS)
        words = self.texts(given, *(key for key in _CONSENT_KEYS if key not in {"topics", "both_ways"}))
        both_ways = self.yes(given, "both_ways") if "both_ways" in given else False
        passages = self.passages(given)
        recipient = Recipient(words.get("recipient", ""), words.get("name", ""), "")
        if passages is None:
            return
        give = partial(self.meeting.consent, recipient, passages, why=words.get("why", ""))
        self.act(place, partial(give, until=words.get("until", ""), both_ways=bool(both_ways), language=self.language))

    def passages(self, given: Mapping[str, Any]) -> list[Passage] | None:
        """Give the words of each topic that is named; None where one cannot be told, which is named."""
        known = {topic.passage.topic: topic.passage for topic in self.meeting.shareable(self.language)}
        named = given.get("topics", [])
        topics = named if isinstance(named, list) else [named]
        unknown = [topic for topic in topics if topic not in known]
        for topic in unknown:
            near = nearest(str(topic), known)
            self.script.slip(value_place(given, "topics"), "answers_question", near, question=topic)
        return None if unknown else [known[topic] for topic in topics]


def _decision(given: Any) -> tuple[Decision, str, Mapping[str, str]] | None:
    """Read `try|later|no`, `{no: own words}`, `{later: own words}`, `{try: own words}` or `{change: {field: text}}`."""
    if isinstance(given, str) and given in _DECISIONS:
        return cast(Decision, given), "", {}
    if isinstance(given, Mapping) and len(given) == 1:
        ((what, value),) = given.items()
        if what in _DECISIONS and isinstance(value, str):
            return cast(Decision, what), value, {}
        if what == "change" and isinstance(value, Mapping):
            return "changed", "", value
    return None


def asked_and_hidden(meeting: Meeting) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the refs that the conversation asks, and those that it does not because of what was said."""
    asked = tuple(ref for part in meeting.parts() for ref in part.refs)
    hidden = tuple(ref for ref in meeting.questionnaire.questions if not meeting.stands(ref))
    return asked, hidden


def unanswered(meeting: Meeting, asked: tuple[str, ...]) -> Iterator[str]:
    """Give the asked refs without a word."""
    for ref in asked:
        if not any(meeting.asking(ref).said):
            yield ref
