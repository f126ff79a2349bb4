"""Make the golden vault anew from golden/plain.json. Run by hand, and only for a new form of the files: the vaults that
people have are of the old one, which has to open for ever.

python -m tests.vault.make_golden
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from mapper.desk.keeper import Keeper
from mapper.vault import recovery
from mapper.vault.encrypted import EncryptedVault
from mapper.vault.erase import erase, finish_redactions
from mapper.vault.wraps import FLOOR

GOLDEN = Path(__file__).with_name("golden")
FILES = ("vault-id", "vault/cases.db", "vault/keys.db")


def plain() -> Any:
    """Read what the golden vault holds."""
    return json.loads((GOLDEN / "plain.json").read_text(encoding="utf-8"))


def write(keeper: Keeper, content: Any) -> None:
    """Write everything into a vault that was just made."""
    vault, day = keeper.vault, date.fromisoformat(content["erased"][0]["day"])
    keeper.used_on(day)
    for case, known in content["cases"].items():
        _write_case(vault, case, known, day)
    for gone in (each["case"] for each in content["erased"] if not each["events"]):
        vault.create(gone, b"to be erased")
        vault.append(gone, [b"to be erased"], b"to be erased")
        erase(vault, gone, day, [vault.forget])


def _write_case(vault: EncryptedVault, case: str, known: Any, day: date) -> None:
    vault.create(case, b"a header of before")
    header, blank = known["header"].encode(), {each["event"]: each["blank"] for each in known["redactions"]}
    for seq, event in enumerate(known["events"], 1):
        if seq in blank:
            vault.redact(case, blank[seq], event.encode(), header)
        else:
            vault.append(case, [b"what was redacted" if event is None else event.encode()], header)
    finish_redactions(vault, case, [(tuple(events), day) for events in blank.values()])
    for name, text in known["snapshots"].items():
        vault.put_snapshot(case, name, text.encode())


def main() -> None:
    """Make it in a folder of its own, and put its files in place."""
    content = plain()
    with TemporaryDirectory() as name:
        data = Path(name)
        with patch.object(recovery, "new", lambda: recovery.read(content["recovery"])):
            keeper = Keeper(data, FLOOR)
            prepared = keeper.prepare(content["passphrase"], content["notes"]["name"])
        keeper.make(prepared, prepared.recovery)
        write(keeper, content)
        keeper.close()
        for file in FILES:
            (GOLDEN / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(data / file, GOLDEN / file)


if __name__ == "__main__":
    main()
