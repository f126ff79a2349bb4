"""The office desk: list and open conversations, practise, and hand out papers.

Takes in the settings of this machine; gives out Meetings and the files that they lead to. Never changes what was said,
and loads questionnaires and documents only when a conversation is opened.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from mapper.desk.carrying import Carrying
from mapper.desk.drafting import Typed
from mapper.desk.erasing import Erasing
from mapper.desk.importing import Importing
from mapper.desk.keeper import Keeper
from mapper.desk.keeping import Keeping
from mapper.desk.listing import CaseLine
from mapper.desk.moving import Moving
from mapper.fault import Fault
from mapper.files import sweep_unfinished
from mapper.language.catalogue import words
from mapper.language.form import day
from mapper.meeting.header import Header
from mapper.settings import Settings, save_settings

if TYPE_CHECKING:
    from mapper.interview.record import Record
    from mapper.meeting.meeting import Clock, Ids, Meeting
    from mapper.questionnaire.composed import Questionnaire
    from mapper.questionnaire.library import Library
    from mapper.questionnaire.model import Profile, QuestionnaireFile
    from mapper.vault.store import Vault


_FEW = 8
"""Cases to look through for one that has a word in it: a new one may have been cut off before its first."""


class QuestionnaireUnsound(Fault):
    """Tell that a questionnaire has findings, so that no conversation can be held with it.

    Facts: file, n, check (the command that tells them).
    """

    code = "desk_questionnaire_unsound"


class QuestionnaireMissing(Fault):
    """Tell that there is no questionnaire under a name. Facts: name."""

    code = "desk_questionnaire_missing"


class CaseUnreadable(Fault):
    """Tell that a stored conversation cannot be read by this program. Facts: case."""

    code = "desk_case_unreadable"


def local_now() -> datetime:
    """Give the time of this machine, with its zone."""
    return datetime.now().astimezone()


def new_id() -> str:
    """Make an id that tells nothing."""
    return uuid4().hex


class Desk(Typed, Keeping, Erasing, Carrying, Importing, Moving):
    """Sit at the desk of one office on one machine."""

    def __init__(
        self, settings: Settings, *, clock: Clock = local_now, ids: Ids = new_id, keeper: Keeper | None = None
    ) -> None:
        self.settings = settings
        self._clock = clock
        self._ids = ids
        self.keeper = keeper or Keeper(settings.data)
        self._told_of_vault = False
        sweep_unfinished(settings.exports)

    @property
    def today(self) -> date:
        """Give the day that it is at this desk."""
        return self._clock().date()

    def choose(self, **choices: str) -> None:
        """Change choices of this machine and keep them. Raises SettingsUnsaved; the choice holds until closing."""
        self.settings = replace(self.settings, **choices)  # type: ignore[arg-type]  # choices are strings by name
        save_settings(self.settings)

    # --- conversations

    def vault_made(self) -> str:
        """Name the vault's file if this program made it just now: people are told once. Else give nothing."""
        from mapper.vault.paths import vault_file

        made = self.keeper.state == "open" and self.keeper.vault.fresh and not self._told_of_vault
        self._told_of_vault = True
        return str(vault_file(self.settings.data)) if made else ""

    def close(self) -> None:
        """Write what is being typed, and let go of the vault."""
        self.end_drafting()
        self.keeper.close()

    def cases(self) -> tuple[CaseLine, ...]:
        """List the conversations, the last written first. Raises a VaultError.

        One that was cut off before its first word was kept holds nothing to go on with, and is left out.
        """
        cases, opened = self.keeper.vault.listed()
        return tuple(CaseLine(stored, opened, self.settings.exports) for stored in cases if stored.last)

    def recent(self, most: int = _FEW) -> tuple[CaseLine, ...]:
        """List the conversations that were written last, as soon as there are few or many. Raises a VaultError."""
        latest, exports = self.keeper.vault.latest(most), self.settings.exports
        return tuple(CaseLine(stored, attrgetter("header"), exports) for stored in latest if stored.last)

    def last(self) -> CaseLine | None:
        """Give the conversation that was written last. Raises VaultLocked or VaultUnmade."""
        return next(iter(self.recent()), None)

    def new(self, profile: Profile, language: str, second_language: str = "") -> Meeting:
        """Begin a new conversation. Raises OfficeNotReady, QuestionnaireUnsound or a VaultError."""
        vault = self.keeper.vault
        self.need_office()
        return self._begin(vault, self.questionnaire(), profile, language, second_language, practice=False)

    def rehearse(self, questionnaire: Questionnaire, profile: Profile, language: str, second: str = "") -> Meeting:
        """Begin a conversation over any questionnaire, kept in memory only."""
        from mapper.vault.memory import MemoryVault

        return self._begin(MemoryVault(), questionnaire, profile, language, second, practice=True)

    def practice(self, profile: Profile, language: str, second_language: str = "") -> Meeting:
        """Begin a conversation that is kept in memory only."""
        return self.rehearse(self.questionnaire(), profile, language, second_language)

    def practise_with(self, language: str, second_language: str = "") -> Meeting:
        """Sit down with the made-up person, half way through; kept in memory only."""
        from mapper.questionnaire.library import shipped_folder
        from mapper.sitting import hold, read_script

        script = read_script(shipped_folder() / "practice" / f"{language}.yaml")
        meeting = self.practice(script.profile, language, second_language)
        hold(meeting, script)
        return meeting

    def _begin(  # noqa: PLR0913 - where, over what, and how they talk
        self,
        vault: Vault,
        questionnaire: Questionnaire,
        profile: Profile,
        language: str,
        second: str,
        *,
        practice: bool,
    ) -> Meeting:
        from mapper.interview.record import Record
        from mapper.meeting.meeting import Meeting
        from mapper.questionnaire.compose import snapshot_of

        name, snapshot = snapshot_of(questionnaire)
        case, header = self._ids(), Header(self._label(language), language=language)
        if not practice:
            header = self.promised(header)
        vault.create(case, header.encode())
        vault.put_snapshot(case, name, snapshot)
        meeting = Meeting(
            case,
            vault,
            questionnaire,
            Record(),
            header,
            clock=self._clock,
            ids=self._ids,
            practice=practice,
            packs=self.packs,
        )
        meeting.open(profile, language, second, name, None if practice else self.keeper.name)
        return meeting

    def _label(self, language: str) -> str:
        return words("desk.label", language, day=day(self.today, language))

    def open(self, case: str) -> Meeting:
        """Go on with a conversation; a new sitting begins where the last was held on another day.

        One that does not verify is opened to be read, as far as it verifies. Raises CaseUnreadable or a VaultError.
        """
        from mapper.meeting.meeting import Meeting
        from mapper.vault.errors import VaultFull, VaultReadOnly

        vault = self.keeper.vault
        record, questionnaire = self._stored(vault, case)
        meeting = Meeting(
            case,
            vault,
            questionnaire,
            record,
            self.promised(_header(vault, case, record)),
            clock=self._clock,
            ids=self._ids,
            packs=self.packs,
        )
        try:
            if (harm := vault.fault(case)) is not None:
                meeting.read_only_for(harm)
            else:
                self._enter(meeting)
        except (VaultFull, VaultReadOnly) as fault:
            meeting.read_only_for(fault)
        self.drafting.find(case)
        self.count_anew()
        return meeting

    def _enter(self, meeting: Meeting) -> None:
        """Write down that it was opened, and begin a sitting where the last was held on another day."""
        self.finish_redactions(meeting)
        if meeting.sittings()[-1].opened.date() != self.today:
            asked = meeting.keep_asked(meeting.questionnaire)
            meeting.open(meeting.profile, meeting.language, meeting.second_language, asked, self.keeper.name)
        else:
            meeting.accessed("opened", self.keeper.name)
            if meeting.alone:  # who is in the room now, after a lock or a crash, nobody has said
                meeting.set_alone(False)

    def _stored(self, vault: Vault, case: str) -> tuple[Record, Questionnaire]:
        """Give a conversation as far as it verifies, and its questionnaire as it reads there."""
        from mapper.interview.events import decode
        from mapper.interview.packs import in_use
        from mapper.interview.record import Record
        from mapper.questionnaire.compose import from_json
        from mapper.vault.errors import SnapshotUnknown

        try:
            record = Record.of(decode(payload, seq) for seq, payload in vault.events(case))
            return record, in_use(record, lambda name: from_json(vault.snapshot(case, name).decode()))
        except (ValueError, KeyError, TypeError, SnapshotUnknown):
            raise vault.fault(case) or CaseUnreadable(case=case) from None

    # --- questionnaires

    @cached_property
    def library(self) -> Library:
        """Give the questionnaires of this office and those that are shipped."""
        from mapper.questionnaire.library import Library

        return Library.of(self.settings.office, self.settings.data)

    def questionnaire(self) -> Questionnaire:
        """Give the questionnaire that new conversations are held with. Raises QuestionnaireUnsound."""
        path = self.library.core()
        if path is None:
            raise self._unsound(Path("core.yaml"), 1)
        return self.questionnaire_at(path)

    def packs(self) -> tuple[QuestionnaireFile, ...]:
        """Give the packs of the library that have nothing wrong, by name."""
        return self._packs[0]

    def unsound_packs(self) -> tuple[QuestionnaireUnsound, ...]:
        """Tell which packs nobody can switch on, because there is something to correct in them."""
        return self._packs[1]

    @cached_property
    def _packs(self) -> tuple[tuple[QuestionnaireFile, ...], tuple[QuestionnaireUnsound, ...]]:
        from mapper.questionnaire.check import check_each

        found: list[QuestionnaireFile] = []
        unsound: list[QuestionnaireUnsound] = []
        for path, findings in check_each(self.library.packs(), self.library).items():
            form = None if findings else self._read(path)
            if findings and self.library.made_for_another_core(path):
                continue  # nobody here can mend it, and `mapper check` says so
            if form is None:
                unsound.append(self._unsound(path, len(findings) or 1))
            elif form.offer_when is not None:
                found.append(form)
        return tuple(found), tuple(unsound)

    def _unsound(self, path: Path, n: int) -> QuestionnaireUnsound:
        in_use = path.parent == Path() or self.library.holds(path)
        return QuestionnaireUnsound(file=path.name, n=n, check="mapper check" if in_use else f"mapper check {path}")

    def questionnaire_named(self, name: str) -> Questionnaire:
        """Read a questionnaire by its path or its id. Raises QuestionnaireMissing or QuestionnaireUnsound."""
        path = Path(name)
        found = path if path.is_file() else self.library.pack(name)
        if found is None:
            raise QuestionnaireMissing(name=name)
        return self.questionnaire_at(found)

    def questionnaire_at(self, path: Path) -> Questionnaire:
        """Read one questionnaire file with this office's lists; a pack comes with the core.

        Raises QuestionnaireUnsound.
        """
        from mapper.questionnaire.compose import compose

        form = self.form_at(path)
        core = self.library.core()
        if form.offer_when is not None and core is not None:
            return compose((*self.questionnaire_at(core).files, form), self.library.lists)
        return compose((form,), self.library.lists)

    def form_at(self, path: Path) -> QuestionnaireFile:
        """Read one questionnaire file. Raises QuestionnaireUnsound."""
        from mapper.questionnaire.check import check_paths

        findings = check_paths((path,), self.library)
        form = None if findings else self._read(path)
        if form is None:
            raise self._unsound(path, len(findings) or 1)
        return form

    def _read(self, path: Path) -> QuestionnaireFile | None:
        """Read a file that was checked; None where it was saved in the meantime, and not whole."""
        from mapper.questionnaire.source import UnreadableError

        try:
            return self.library.read(path).form
        except UnreadableError:
            return None


def _header(vault: Vault, case: str, record: Record) -> Header:
    """Read a case's header, or make it anew from what was said: it holds nothing that does not stand there."""
    try:
        return Header.decode(vault.header(case).header)
    except (ValueError, KeyError, TypeError):
        named = record.named()
        return Header(named.label if named else case[:8], named.name if named else "")
