"""More questions, as lines: packs that fit now are offered once, and all of them can be taken in or out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mapper.interview.told import pack_facts, round_words
from mapper.language.catalogue import words
from mapper.lines.console import Console

if TYPE_CHECKING:
    from mapper.interview.model import Pack
    from mapper.meeting.meeting import Meeting


class More:
    """Tell of one pack at a time; nothing changes before they have chosen."""

    def __init__(self, console: Console, language: str, choose: Callable[[Sequence[str]], int]) -> None:
        self.console = console
        self.language = language
        self._choose = choose
        self._asked: set[str] = set()

    def _t(self, key: str, **values: object) -> str:
        return words(f"packs.{key}", self.language, **values)

    def offered(self, meeting: Meeting) -> bool:
        """Offer what fits now, each once; tell whether anything was taken in."""
        taken = False
        for pack in meeting.offers():
            self.console.tell()
            self.console.tell(self._t("offer.ask", title=pack.title.to(self.language)))
            self._tell_about(pack)
            if self._choose([self._t("take"), self._t("not_now")]) == 0:
                self._switch(meeting, pack, on=True)
                taken = True
            else:
                meeting.switch(pack.id, on=False)
                self.console.tell(self._t("put_off"))
        return self._due(meeting) or taken

    def _due(self, meeting: Meeting) -> bool:
        """Offer to ask anew what it is time to ask anew, each once; tell whether anything was."""
        due = [
            pack
            for pack in meeting.packs()
            if pack.again and pack.next and pack.next.due and pack.id not in self._asked
        ]
        self._asked.update(pack.id for pack in due)
        anew = [self._asked_anew(meeting, pack) for pack in due]
        return any(anew)

    def _asked_anew(self, meeting: Meeting, pack: Pack) -> bool:
        self.console.tell()
        self.console.tell(self._t("round.ask", title=pack.title.to(self.language)))
        self.console.tell(round_words(pack, self.language))
        if self._choose([self._t("again"), self._t("not_now")]):
            return False
        self._begin(meeting, pack)
        return True

    def _begin(self, meeting: Meeting, pack: Pack) -> None:
        meeting.begin_round(pack.id)
        self.console.tell(self._t("round.begun", title=pack.title.to(self.language)))

    def go(self, meeting: Meeting) -> None:
        """List every pack, and take in or out what they choose, until they go on."""
        self.console.tell()
        self.console.tell(self._t("title"))
        self.console.tell(self._t("lead"))
        while True:
            meeting.refresh()
            packs = meeting.packs()
            if not packs:
                self.console.tell(self._t("empty"))
                return
            chosen = self._choose([self._t("go_on"), *(self._line(pack) for pack in packs)])
            if chosen == 0:
                return
            pack = packs[chosen - 1]
            self._tell_about(pack)
            again = ("again",) if pack.again else ()
            acts = ("take_out" if pack.on else "take", *again, "leave")
            match acts[self._choose([self._t(act) for act in acts])]:
                case "take" | "take_out":
                    self._switch(meeting, pack, on=not pack.on)
                case "again":
                    self._begin(meeting, pack)

    def _line(self, pack: Pack) -> str:
        standing = "on" if pack.on else "offered" if pack.offered else "off"
        return f"{pack.title.to(self.language)}. {self._t(standing)}."

    def _tell_about(self, pack: Pack) -> None:
        if pack.about:
            self.console.tell(pack.about.to(self.language))
        self.console.tell(pack_facts(pack, self.language))
        if rounds := round_words(pack, self.language):
            self.console.tell(rounds)

    def _switch(self, meeting: Meeting, pack: Pack, *, on: bool) -> None:
        meeting.switch(pack.id, on=on)
        self.console.tell(self._t("taken" if on else "taken_out", title=pack.title.to(self.language)))
