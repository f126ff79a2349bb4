"""Deleting for good: a case, or one answer. Says in plain items what is gone, and what is not.

Takes in a case and what the person chose to do with its papers; gives out what was done. Asks nobody: whoever calls has
asked. Never says that something is gone before it is.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.fault import Fault
from mapper.files import case_folder
from mapper.language.catalogue import words
from mapper.language.clean import clean_line

if TYPE_CHECKING:
    from mapper.desk.drafting import Drafting
    from mapper.desk.keeper import Keeper
    from mapper.meeting.meeting import Change, Meeting
    from mapper.questionnaire.condition import Voice
    from mapper.settings import Settings
    from mapper.vault.keys import Erasure


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is gone, or is not: the text `erasing.<code>`, with facts to put in."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def to(self, language: str) -> str:
        """Say it."""
        facts = {name: fact if isinstance(fact, int) else clean_line(str(fact)) for name, fact in self.facts.items()}
        return words(f"erasing.{self.code}", language, **facts)


_OF_ANSWER = (Item("remains.decided"), Item("remains.wording"))
"""What stays of a deleted answer whatever else there is."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What is gone and what remains, each in the order in which it is told."""

    gone: tuple[Item, ...]
    remains: tuple[Item, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Doomed:
    """What a person should know before they erase a case: how it is listed, and the papers in its folder.

    `readable` is False where the case cannot be read: it can be erased all the same.
    """

    case: str
    label: str
    name: str
    readable: bool
    folder: Path
    papers: tuple[Path, ...]


class Erasing:
    """The part of the desk that deletes for good."""

    settings: Settings
    keeper: Keeper

    @property
    @abstractmethod
    def today(self) -> date:
        """Give the day that it is at this desk."""

    @property
    @abstractmethod
    def drafting(self) -> Drafting:
        """Give what keeps what is being typed."""

    def before_erasing(self, case: str) -> Doomed:
        """Look at what would be erased. Raises CaseUnknown where there is no such case."""
        from mapper.meeting.header import Header

        stored = next((each for each in self.keeper.vault.cases() if each.case == case), None)
        if stored is None:
            from mapper.vault.errors import CaseUnknown

            raise CaseUnknown(case=case)
        label, name, readable = case[:8], "", False
        with suppress(ValueError, KeyError, TypeError):
            header = Header.decode(stored.header)
            label, name, readable = header.label, header.name, True
        folder = self._folder(case)
        return Doomed(case, label, name, readable, folder, papers_in(folder))

    def erase(self, case: str, *, papers: bool = True) -> Erased:
        """Erase a case for ever, with the papers in its folder where `papers`.

        Raises a VaultError where it could not be finished: what was begun is finished at the next unlocking.
        """
        from mapper.vault.erase import erase

        vault, folder, unreached = self.keeper.vault, self._folder(case), list[Path]()
        # Papers first: should the program end here, the case still stands in the list, to be erased again.
        removed = remove_papers(papers_in(folder)) if papers else 0
        vault.forget(case)
        forget = (self.drafting.forget, lambda case: unreached.extend(self.keeper.strike(case)))
        erase(vault, case, self.today, forget)
        vault.forget(case)
        return Erased(tuple(self._gone(removed)), tuple(self._remains(folder, unreached)))

    def redact(
        self, meeting: Meeting, ref: str, voice: Voice | None = None, papers: Iterable[Path] = ()
    ) -> tuple[Change, Erased]:
        """Delete for good everything that was answered to a question, and these papers. Raises a VaultError."""
        from mapper.desk.drafting import about

        removed = remove_papers(papers)
        change = meeting.redact(ref, voice, who=self.who(meeting))
        gone = [Item("gone.answer"), Item("gone.undo"), *_papers_gone(removed)]
        if meeting.practice:
            return change, Erased(tuple(gone), _OF_ANSWER)
        self.drafting.gone(meeting.case, *about(ref))
        self.drafting.seal()
        self.finish_redactions(meeting)
        return change, Erased(tuple(gone), tuple(self._remains_of_answer(meeting.case)))

    def finish_redactions(self, meeting: Meeting) -> None:
        """Make sure that of deleted answers nothing is left in the vault's files. Raises a VaultError."""
        redactions = [(each.events, each.at.date()) for each in meeting.record.redactions()]
        if redactions:
            from mapper.desk.safekeeping import strike
            from mapper.vault.erase import finish_redactions

            vault = self.keeper.vault
            for erasure in finish_redactions(vault, meeting.case, redactions):
                strike(self.keeper, erasure)

    def case_papers(self, meeting: Meeting) -> tuple[Path, ...]:
        """Give every file in the private folder of a case; practice has none of its own."""
        return () if meeting.practice else papers_in(self._folder(meeting.case))

    def erased(self) -> tuple[Erasure, ...]:
        """Give the cases that were erased here: their ids and the days, nothing else is known. Raises a VaultError."""
        vault = self.keeper.vault
        return tuple(vault.keys.erased_cases(vault.master).values())

    def who(self, meeting: Meeting) -> str:
        """Give the name under which this desk stands in the log of who looked; nobody's in practice."""
        return "" if meeting.practice else self.keeper.name

    def _folder(self, case: str) -> Path:
        return case_folder(self.settings.exports, case, practice=False)

    # --- what is told

    def _gone(self, papers: int) -> Iterator[Item]:
        yield from (Item("gone.key"), Item("gone.said"), Item("gone.listed"), Item("gone.drafts"))
        yield from _papers_gone(papers)
        if self._backups():
            yield Item("gone.backups")

    def _remains(self, folder: Path, unreached: Iterable[Path]) -> Iterator[Item]:
        yield from _papers_left(folder)
        yield Item("remains.elsewhere")
        days = self._backups()
        for place in unreached:
            yield Item("remains.unreached", {"folder": place, "day": days.get(place, "?")})
        yield Item("remains.locked" if days else "remains.copies_unknown")
        yield from (Item("remains.disk"), Item("remains.machine"), Item("remains.nav"), Item("remains.tombstone"))

    def _remains_of_answer(self, case: str) -> Iterator[Item]:
        from mapper.vault.paths import former_copies

        yield from _OF_ANSWER
        yield from _papers_left(self._folder(case))
        yield Item("remains.elsewhere")
        yield Item("remains.answer_in_backups" if self._backups() else "remains.copies_unknown")
        yield from (Item("remains.answer_before", {"path": path}) for path in former_copies(self.keeper.data))
        yield from (Item("remains.disk"), Item("remains.machine"), Item("remains.nav"))

    def _backups(self) -> dict[Path, str]:
        """Give the folders of known backups, each with the day of its last."""
        from mapper.desk.safekeeping import known_backups

        known = known_backups(self.keeper)
        days = {each: datetime.fromisoformat(each.at).strftime("%d.%m.%Y") for each in known}
        return {folder: days[each] for each in reversed(known) for folder in (each.places.cases, each.places.keys)}


def _papers_gone(number: int) -> Iterator[Item]:
    if number:
        yield Item("gone.papers", {"n": number})


def papers_in(folder: Path) -> tuple[Path, ...]:
    """Give every file in a case's private folder, by name. What a link leads to is not the case's own."""
    return () if folder.is_symlink() else _files_in(folder)


def _files_in(folder: Path) -> tuple[Path, ...]:
    try:
        return tuple(sorted(path for path in folder.iterdir() if path.is_symlink() or path.is_file()))
    except OSError:
        return ()


def remove_papers(papers: Iterable[Path]) -> int:
    """Delete papers, and their folder once it is empty; give how many could be."""
    removed, folders = 0, set()
    for path in papers:
        with suppress(OSError):
            path.unlink()
            removed += 1
            folders.add(path.parent)
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()
    return removed


def _papers_left(folder: Path) -> Iterator[Item]:
    left = _files_in(folder)
    if left:
        yield Item("remains.papers", {"n": len(left), "folder": folder})


class CaseAmbiguous(Fault):
    """Tell that several cases are meant by what was typed, or none. Facts: case, n."""

    code = "erasing_no_one_case"


def one_case(labels: Mapping[str, str], meant: str) -> str:
    """Find the one case whose id begins so, or whose label it is. Raises CaseAmbiguous."""
    typed = clean_line(meant).strip()
    found = [case for case in labels if case == typed] or [
        case
        for case, label in labels.items()
        if typed and (case.startswith(typed) or label.casefold() == typed.casefold())
    ]
    if len(found) != 1:
        raise CaseAmbiguous(case=typed, n=len(found))
    return found[0]
