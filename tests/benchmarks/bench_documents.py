"""One paper, and the whole set in both formats, from a made-up person."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from mapper.desk import Desk
from mapper.documents.model import Wanted
from mapper.rehearsal import counted_ids
from mapper.settings import Settings
from tests.benchmarks.bench import Work, report, side_by_side
from tests.table import ticking

TIMES = 30


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        desk = Desk(Settings(folder, folder / "office", folder / "exports"), clock=ticking(), ids=counted_ids())
        meeting = desk.practise_with("nb")
        kinds = [kind.id for kind in desk.documents()]

        def whole_set() -> None:
            for kind in kinds:
                desk.save(meeting, Wanted(kind, "nb"), ("md", "html"))

        works: dict[str, Work] = {"the whole set, md and html, written": whole_set}
        works |= {f"{kind}, to look at": lambda kind=kind: desk.preview(meeting, Wanted(kind, "nb")) for kind in kinds}  # type: ignore[misc]
        report("Papers", side_by_side(works, TIMES), "the whole set ≤ 0.5 s in four formats")


if __name__ == "__main__":
    main()
