"""More questions, as lines: packs that fit now are offered once, and all of them can be taken in or out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mapper.interview.told import pack_facts
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
        return taken

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
            act = "take_out" if pack.on else "take"
            if self._choose([self._t(act), self._t("leave")]) == 0:
                self._switch(meeting, pack, on=not pack.on)

    def _line(self, pack: Pack) -> str:
        standing = "on" if pack.on else "offered" if pack.offered else "off"
        return f"{pack.title.to(self.language)}. {self._t(standing)}."

    def _tell_about(self, pack: Pack) -> None:
        if pack.about:
            self.console.tell(pack.about.to(self.language))
        self.console.tell(pack_facts(pack, self.language))

    def _switch(self, meeting: Meeting, pack: Pack, *, on: bool) -> None:
        meeting.switch(pack.id, on=on)
        self.console.tell(self._t("taken" if on else "taken_out", title=pack.title.to(self.language)))
