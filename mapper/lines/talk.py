"""The conversation as lines: one question after the other, then the plan, then the papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from mapper.desk.desk import Desk
from mapper.desk.looked import looked_lines
from mapper.fault import Fault
from mapper.hidden import read_hidden
from mapper.interview.model import NotUnderstood, PassedOver, View
from mapper.interview.told import spoken_words, words_before, words_of_rounds, written_words
from mapper.language.catalogue import words
from mapper.language.telling import tell as tell_fault
from mapper.lines.console import Console, Stop, Terminal
from mapper.lines.fields import Command, Fields
from mapper.lines.keys import Hidden, Keys
from mapper.lines.more import More
from mapper.lines.over import Anew, Over
from mapper.lines.papers import Papers
from mapper.lines.planning import Planning
from mapper.lines.share import Sharing

if TYPE_CHECKING:
    from mapper.interview.model import Asking, Part, Spoken, Voice
    from mapper.meeting.meeting import Meeting
    from mapper.questionnaire.model import Profile, Question
    from mapper.settings import Settings

_LETTERS = "?snkbpdhmvq"
_PASSED: dict[str, PassedOver] = {"": "later", "s": "later", "n": "declined", "k": "unknown"}
_VIEWS: tuple[View, ...] = ("yes", "partly", "no", "left")


def run(settings: Settings, console: Console | None = None) -> int:
    """Hold a conversation in plain lines; give the exit code."""
    shown = console or Terminal()
    desk = Desk(settings)
    talk = Talk(desk, shown, settings.language)
    try:
        talk.home()
    except Fault as fault:
        told = tell_fault(fault.code, fault.facts, settings.language)
        shown.tell(f"{told.says} {told.do} ({told.code})")
        return 1
    except Stop:
        if talk.trouble is not None:
            return 1
        shown.tell(words(talk.goodbye, settings.language))
    finally:
        desk.close()
    return 0


class Talk:
    """Sit with two people and one console."""

    def __init__(self, desk: Desk, console: Console, language: str, hidden: Hidden = read_hidden) -> None:
        self.desk = desk
        self.console = console
        self.language = language
        self._keys = Keys(desk.keeper, console, language, hidden)
        self.fields = Fields(console, language, _LETTERS)
        sharing = Sharing(console, language, self._choose)
        self._more = More(console, language, self._choose)
        self._papers = Papers(desk, console, language, self._choose, self._tell_all)
        self._planning = Planning(console, language, self._choose)
        self._over = Over(desk, console, language, self._choose)
        self._pages = {
            "p": self._planning.go, "h": self.looked, "d": sharing.go, "m": self._more.go, "v": self._over.go,
        }  # fmt: skip
        self.trouble = desk.keeper.trouble()
        """What keeps the conversations that were kept from being found."""
        self.goodbye = "lines.bye_nothing"
        """What is said last: whether anything was kept."""

    def _t(self, key: str, **values: object) -> str:
        return words(f"lines.{key}", self.language, **values)

    def _choose(self, texts: Sequence[str]) -> int:
        """Let them choose one of some lines; give its place from 0."""
        self._list(texts)
        while True:
            line = self.console.read(self._t("number"))
            if line.lower() == "q":
                raise Stop
            if line == "?":
                self._help_choosing(texts)
                continue
            if line.isascii() and line.isdigit() and 1 <= int(line) <= len(texts):
                return int(line) - 1
            self.console.tell(self._t("no_such_number", n=len(texts)))

    def _list(self, texts: Sequence[str]) -> None:
        for number, text in enumerate(texts, 1):
            self.console.tell(f"{number}. {text}")

    def _help_choosing(self, texts: Sequence[str]) -> None:
        self.console.tell(self._t("number_help", n=len(texts)))
        self._list(texts)

    def home(self) -> None:
        """Offer to unlock, to go on, to begin, or to practise. Raises Stop when they are done."""
        self.console.tell(self._t("welcome"))
        if self.trouble is not None:
            self._practise_only(self.trouble)
        if self.desk.keeper.state == "locked" and self._offer("unlock", "practise") == "unlock":
            self._tell_all(self._keys.unlock())
        opened = self.desk.keeper.state
        last = self.desk.last() if opened == "open" else None
        go_on = ("go_on",) if last is not None else ()
        chosen = "practise" if opened == "locked" else self._offer(*go_on, "new", "practise")
        if chosen == "go_on" and last is not None:
            meeting = self.desk.open(last.case)
            self._over.offer(meeting)
            self.converse(meeting)
        elif chosen == "new":
            self.converse(self._new())
        else:
            self.converse(self.desk.practise_with(self.language))
        raise Stop

    def _practise_only(self, trouble: Fault) -> None:
        """Tell that the conversations are not found, and offer what can be done without them. Raises Stop."""
        self._tell_all((trouble,))
        self._offer("practise")
        self.converse(self.desk.practise_with(self.language))
        raise Stop

    def _offer(self, *offers: str) -> str:
        return offers[self._choose([self._t(f"home.{offer}") for offer in offers])]

    def _new(self) -> Meeting:
        """Begin a conversation, the vault made first where there is none."""
        if self.desk.keeper.state == "none":
            self._tell_all(self._keys.make())
        return self.desk.new(cast("Profile", self.desk.settings.profile), self.language)

    def _tell_all(self, faults: tuple[Fault, ...]) -> None:
        for fault in faults:
            self._keys.tell_fault(fault)

    # --- questions

    def converse(self, meeting: Meeting) -> None:
        """Go through every part that is not done, then the plan and the papers; anew where the questions are others."""
        self.goodbye = "lines.bye_practice" if meeting.practice else "lines.bye"
        self._over.sit_down(meeting)
        while True:
            try:
                self._go_through(meeting)
            except Anew:
                self._over.sit_down(meeting)
            else:
                return

    def _go_through(self, meeting: Meeting) -> None:
        self.card(meeting)
        seen: set[str] = set()
        while True:
            while part := self._next_part(meeting, seen):
                seen.add(part.id)
                if self.enter(meeting, part):
                    self.walk(meeting, part.id)
                    self.leave(meeting, part)
            if not self._more.offered(meeting):
                break
        self.unsettled(meeting)
        self._planning.go(meeting)
        self._papers.go(meeting)

    def _next_part(self, meeting: Meeting, seen: set[str]) -> Part | None:
        """Give the next part to go through; one that they have been through only where a question opened in it."""
        parts = (part for part in meeting.parts() if part.kind != "card" and part.state != "done")
        return next((p for p in parts if p.id not in seen or (p.state == "reopened" and p.refs)), None)

    def walk(self, meeting: Meeting, part: str) -> None:
        """Ask the questions of one part, from the first without a word or with more versions than one."""
        meeting.refresh()
        refs = self._refs(meeting, part)
        asking = (meeting.asking(ref) for ref in refs)
        place = next((place for place, each in enumerate(asking) if each.waits or each.versions), 0)
        while place < len(refs):
            step = self.question(meeting, meeting.asking(refs[place]))
            refs = self._refs(meeting, part)
            place = max(0, place + step)
        meeting.pass_part(part)

    def _refs(self, meeting: Meeting, part: str) -> tuple[str, ...]:
        return next((each.refs for each in meeting.parts() if each.id == part), ())

    def card(self, meeting: Meeting) -> None:
        """Ask what is asked at the start of each meeting, if it has not been asked in this one."""
        for part in meeting.parts():
            if part.kind == "card" and part.state != "done":
                self.console.tell(part.title.to(self.language))
                for ref in part.refs:
                    if meeting.asking(ref).waits:
                        self.question(meeting, meeting.asking(ref))
                meeting.pass_part(part.id)

    def enter(self, meeting: Meeting, part: Part) -> bool:
        """Name a part; before the minute for two, ask whether they are alone. Tell whether to go in."""
        self.console.tell()
        self.console.tell(part.title.to(self.language))
        if part.intro:
            self.console.tell(part.intro.to(self.language))
        if part.kind != "alone" or meeting.alone:
            return True
        self.console.tell(self._t("alone.ask"))
        if self._choose([self._t("alone.yes"), self._t("alone.no")]) == 0:
            meeting.set_alone(True)
            return True
        self.console.tell(self._t("alone.later"))
        return False

    def leave(self, meeting: Meeting, part: Part) -> None:
        """After the minute for two, ask whether the others are back: then what was said in it is not read out."""
        if part.kind != "alone":
            return
        self.console.tell(self._alone("still"))
        if self._choose([self._alone("still_yes"), self._alone("still_no")]) == 1:
            meeting.set_alone(False)

    def _alone(self, name: str) -> str:
        return words(f"rooms.alone.{name}", self.language)

    def question(self, meeting: Meeting, asking: Asking) -> int:
        """Ask one question; give 1 to go on and -1 to go back."""
        question = asking.question
        self._over.look(meeting)
        if self.settle(meeting, question):
            return 1
        self.put(meeting, meeting.asking(question.ref))
        voice: Voice = question.voices[0]
        while True:
            try:
                given = self.fields.ask(question)
                meeting.say(question.ref, voice, given.words, write_in=given.write_in)
            except NotUnderstood as refused:
                self.console.tell(words(f"answers.{refused.code}", self.language, **refused.values))
            except Command as command:
                step = self.obey(meeting, question, voice, command.letter)
                if step:
                    return step
            else:
                self.console.tell(self._t("saved", who=self._t(f"by.{voice}")))
                self._over.look(meeting)
                self.rounds(meeting, question)
                self.settle(meeting, question)
                self.addition(meeting, question)
                return 1

    def rounds(self, meeting: Meeting, question: Question) -> None:
        """Tell what was said last time and at the start, where each round asks anew."""
        for told in words_of_rounds(meeting.asking(question.ref), self.language, meeting.today):
            self.console.tell(told)

    def settle(self, meeting: Meeting, question: Question) -> bool:
        """Read out what several windows wrote to one question, and let them choose; tell whether all is chosen."""
        versions = meeting.asking(question.ref).versions
        for voice in dict.fromkeys(version.voice for version in versions):
            self._choose_version(meeting, question, [version for version in versions if version.voice == voice])
        return bool(versions) and not meeting.asking(question.ref).versions

    def _choose_version(self, meeting: Meeting, question: Question, versions: Sequence[Spoken]) -> None:
        self.console.tell()
        self.console.tell(question.ask.to(self.language))
        self.console.tell(words(f"rooms.versions.{'ask_two' if len(versions) == 2 else 'ask_more'}", self.language))
        told = [
            f"{spoken_words(question, each, self.language)} ({written_words(each, meeting.today, self.language)})"
            for each in versions
        ]
        chosen = self._choose([*told, self._t("choose_later")])
        if chosen < len(versions):
            meeting.choose(question.ref, versions[chosen].voice, versions[chosen].event)
            self.console.tell(words("rooms.versions.chosen", self.language))

    def unsettled(self, meeting: Meeting) -> None:
        """Come back to every question that stands in several versions."""
        meeting.refresh()
        for line in meeting.review():
            if line.standing == "versions":
                self.settle(meeting, line.question)

    def put(self, meeting: Meeting, asking: Asking) -> None:
        """Read out a question, in both languages of the talk, and what may be typed."""
        self.console.tell()
        self.console.tell(self._t("place", number=asking.number, total=asking.total))
        self.console.tell(asking.question.ask.to(self.language))
        if meeting.second_language:
            self.console.tell(asking.question.ask.to(meeting.second_language))
        for before in words_before(asking.earlier, asking.question, asking.said, self.language):
            self.console.tell(before)
        self.console.tell(self._t("commands"))

    def obey(self, meeting: Meeting, question: Question, voice: Voice, letter: str) -> int:
        """Do what a letter asks for; give 0 to stay at the question, 1 to go on, -1 to go back. Raises Stop.

        Nothing keeps what was said before, and leaves a question without a word for next time.
        """
        if letter == "q":
            raise Stop
        if letter == "b":
            return -1
        if letter == "?":
            self.console.tell((question.why or question.ask).to(self.language))
            return 0
        if letter in self._pages:
            self._pages[letter](meeting)
            self.put(meeting, meeting.asking(question.ref))
            return 0
        if not letter and not meeting.asking(question.ref).waits:
            return 1
        meeting.pass_over(question.ref, voice, _PASSED[letter])
        self.console.tell(self._t(f"passed.{letter or 's'}"))
        self.addition(meeting, question)
        return 1

    def looked(self, meeting: Meeting) -> None:
        """Tell who has looked at the conversation, the latest first."""
        told = looked_lines(meeting.looked_at(), self.desk.titles(), self.language, self.desk.today)
        for line in told or [words("looked.page.empty", self.language)]:
            self.console.tell(line)

    def addition(self, meeting: Meeting, question: Question) -> None:
        """Ask the caseworker for an addition, and the participant whether they recognise themselves in it."""
        if "caseworker" not in question.voices or len(question.voices) == 1:
            return
        self.console.tell(self._t("add.ask"))
        if self._choose([self._t("no"), self._t("yes")]) == 0:
            return
        if not self.added(meeting, question):
            self.console.tell(self._t("add.left"))
            return
        self.console.tell(self._t("saved", who=self._t("by.caseworker")))
        self.console.tell(self._t("view.ask"))
        view = _VIEWS[self._choose([self._t(f"view.{view}") for view in _VIEWS])]
        differs = view in {"partly", "no"}
        meeting.view(question.ref, view, self.console.read(self._t("view.differ")) if differs else "")

    def added(self, meeting: Meeting, question: Question) -> bool:
        """Take the caseworker's words; tell whether there were any. Raises Stop."""
        while True:
            try:
                given = self.fields.ask(question)
                meeting.say(question.ref, "caseworker", given.words, write_in=given.write_in)
            except NotUnderstood as refused:
                self.console.tell(words(f"answers.{refused.code}", self.language, **refused.values))
            except Command as command:
                if command.letter == "q":
                    raise Stop from None
                if command.letter != "?":
                    return False
                self.console.tell((question.why or question.ask).to(self.language))
            else:
                return True
