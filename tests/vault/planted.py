"""Hold a conversation full of secrets, and be killed in the middle of it. Run as a process of its own.

Prints the case when everything is said and saved, and then waits to be killed.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path
from unittest.mock import patch

from mapper.desk.desk import Desk
from mapper.desk.keeper import Keeper
from mapper.settings import load_settings
from mapper.vault import recovery
from mapper.vault.wraps import FLOOR
from tests.tui.test_killed import office_form

PASSPHRASE = "vaniljesaus gressløk kjeglebane sølepytt"  # noqa: S105 - made up, and of no other use
RECOVERY = bytes.fromhex("9d2f61c08b7e45a31f0cd8e2b7563a94f1e80d2c")
WHO = "Plantine Veiledersen"
NAME = "Plantine Hemmeligsen"
ANSWER = "hemmelighet-plantet-i-svaret"
TAKEN_BACK = "hemmelighet-som-ble-angret"
REDACTED = "hemmelighet-som-ble-slettet"
PLANNED = "hemmelighet-plantet-i-planen"
ASSESSED = "hemmelighet-plantet-i-vurderingen"
LABEL = "Plantet samtale"


def make(data: Path) -> Keeper:
    """Make the vault with the planted passphrase and recovery key."""
    keeper = Keeper(data, FLOOR)
    with patch.object(recovery, "new", lambda: RECOVERY):
        prepared = keeper.prepare(PASSPHRASE, WHO)
    keeper.make(prepared, prepared.recovery)
    return keeper


def hold(desk: Desk) -> str:
    """Say, plan, take back and delete; give the case."""
    meeting = desk.new("full", "nb")
    meeting.say("a.q0", "participant", ANSWER)
    meeting.say("a.q1", "participant", TAKEN_BACK)
    meeting.undo()
    meeting.say("a.q2", "participant", REDACTED)
    meeting.redact("a.q2")
    meeting.add_activity({"title": PLANNED}, "participant")
    meeting.assess(ASSESSED)
    meeting.name(LABEL, NAME)
    return meeting.case


def main() -> None:
    settings = load_settings(os.environ)
    office_form(settings.office.parent)
    desk = Desk(settings, keeper=make(settings.data))
    print(hold(desk), flush=True)
    signal.pause()


if __name__ == "__main__":
    main()
