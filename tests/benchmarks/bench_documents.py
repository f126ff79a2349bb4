"""One PDF, the papers to look at, and the whole set in every format, of a made-up person; beside other ways to a PDF.

The others are measured where they are installed: `apt-get install libreoffice-writer-nogui` (it turns our Word file
into PDF, as an office does that fills in Word templates) and `pip install weasyprint` (it turns our web page into PDF).
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from mapper.desk.desk import Desk
from mapper.documents.blocks import Paper, Paragraph, Words
from mapper.documents.look import Look
from mapper.documents.model import Wanted
from mapper.documents.writers.write import WRITERS, write
from mapper.rehearsal import counted_ids
from mapper.settings import Settings
from tests.benchmarks.bench import Work, report, side_by_side
from tests.documents.anew import said_anew
from tests.table import START, ticking

TIMES = 30
FEW = 5
LOOK = Look(office="Nav Eksempelby", phone="12 34 56 78", made=START)


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        desk = Desk(Settings(folder, folder / "office", folder / "exports"), clock=ticking(), ids=counted_ids())
        meeting = desk.practise_with("nb")
        wanted_papers = desk.every_paper(meeting, "nb")
        kinds = [wanted.document for wanted in wanted_papers]

        def whole_set() -> None:
            for wanted in wanted_papers:
                desk.save(meeting, wanted, tuple(WRITERS))

        works: dict[str, Work] = {f"the whole set: {', '.join(WRITERS)}": whole_set}
        works |= {f"{kind}, to look at": lambda kind=kind: desk.preview(meeting, Wanted(kind, "nb")) for kind in kinds}  # type: ignore[misc]
        report("Papers", side_by_side(works, TIMES), "the whole set ≤ 0.5 s in every format")
        papers = {kind: desk.preview(meeting, Wanted(kind, "nb")).paper for kind in kinds}
        last = {f"{kind} as PDF": _anew(paper, "pdf") for kind, paper in papers.items()}
        report("A PDF, warm, with other words at its end each time", side_by_side(last, TIMES), "≤ 25 ms")
        every = {f"{kind} as PDF": _anew(paper, "pdf", every=True) for kind, paper in papers.items()}
        report("A PDF, warm, in which every word is another each time", side_by_side(every, TIMES), "≤ 25 ms")
        summary = papers["summary"]
        beside = {"summary as PDF": _anew(summary, "pdf")} | _others(summary, folder)
        report("Ways to a PDF of the summary", side_by_side(beside, FEW, warm=1), "≤ 25 ms")


def _anew(paper: Paper, ending: str, *, every: bool = False) -> Work:
    """Write a paper that is another each time: its last words, or every word, so that nothing is ready from before."""
    numbers = count(100)

    def work() -> None:
        told = str(next(numbers))
        blocks = said_anew(paper.blocks, told) if every else (*paper.blocks, Paragraph((Words(told),)))
        write(replace(paper, blocks=blocks), ending, LOOK)

    return work


def _others(paper: Paper, folder: Path) -> dict[str, Work]:
    others: dict[str, Work] = {}
    office = shutil.which("soffice")
    if office and "docx" in WRITERS:
        source = folder / "paper.docx"
        source.write_bytes(write(paper, "docx", LOOK).content)
        command = [office, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
        others["LibreOffice, from the Word file"] = lambda: subprocess.run(command, check=True, capture_output=True)
    if find_spec("weasyprint"):
        from weasyprint import HTML

        page = write(paper, "html", LOOK).content.decode()
        others["WeasyPrint, from the web page"] = lambda: HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    return others


if __name__ == "__main__":
    main()
