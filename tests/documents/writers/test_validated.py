"""Every paper passes PDF/A-2a and PDF/UA-1 in veraPDF, whoever it is about and in whatever language."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from mapper.documents.kinds import KINDS
from mapper.documents.look import PLAIN
from mapper.documents.model import Told
from mapper.documents.render import make
from mapper.documents.writers.write import write
from mapper.questionnaire.compose import compose
from mapper.questionnaire.library import Library, shipped_folder
from tests.documents.pages.test_bilingual import ARABIC
from tests.documents.people import kari
from tests.documents.programs import need
from tests.documents.three import PEOPLE
from tests.documents.validator import STANDARDS, Verdict, validate
from tests.documents.writers.test_pdf import LOOK

pytestmark = pytest.mark.xdist_group("validated")  # one Java looks at all of them
NO_OFFICE = replace(PLAIN, made=LOOK.made)
SETS = {
    "nb": ("nb", LOOK, ("little", "everything", "hostile")),
    "nn": ("nn", LOOK, ("everything",)),
    "en": ("en", LOOK, ("everything",)),
    "large print": ("nb", replace(LOOK, large=True), ("everything",)),
    "without an office": ("en", NO_OFFICE, ("hostile",)),
}


def papers() -> dict[str, bytes]:
    """Write every paper, under a name that says which."""
    written = {"in two languages": write(make("bilingual", beside_arabic()), "pdf", LOOK).content}
    for title, (language, look, people) in SETS.items():
        for who in people:
            told = replace(PEOPLE[who], language=language)
            written |= {f"{kind.id}, {title}, {who}": write(make(kind.id, told), "pdf", look).content for kind in KINDS}
    return written


def beside_arabic() -> Told:
    library = Library((shipped_folder(),))
    form = library.read(ARABIC).form
    assert form is not None
    sheet = compose((form,), library.lists)
    return kari(sections=sheet.sections, title=sheet.title, second="ar")


def spoilt(paper: bytes) -> bytes:
    """Take away what says that a paper is tagged, and its language."""
    made = BytesIO()
    with pikepdf.open(BytesIO(paper)) as opened:
        del opened.Root.MarkInfo, opened.Root.Lang
        opened.save(made)
    return made.getvalue()


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Verdict]]:
    """What the validator says of every paper, and of one that was spoilt."""
    need("java", package="default-jre-headless")
    written = papers()
    written["spoilt"] = spoilt(written["reflection, nb, little"])
    folder = tmp_path_factory.mktemp("papers")
    for number, content in enumerate(written.values()):
        (folder / f"{number}.pdf").write_bytes(content)
    found: dict[str, list[Verdict]] = {name: [] for name in written}
    names = list(written)
    for verdict in validate(folder / f"{number}.pdf" for number in range(len(written))):
        found[names[int(Path(verdict.file).stem)]].append(verdict)
    return found


def test_every_paper_passes_both_standards(verdicts: dict[str, list[Verdict]]) -> None:
    failed = {name: [each.failed for each in found] for name, found in verdicts.items() if name != "spoilt"}
    assert {name: each for name, each in failed.items() if any(each)} == {}
    assert all(tuple(each.standard for each in found) == STANDARDS for found in verdicts.values())
    assert all(each.checks > 100 for found in verdicts.values() for each in found)


def test_a_paper_that_breaks_the_standards_does_not_pass(verdicts: dict[str, list[Verdict]]) -> None:
    failed = {each.standard: [told.split(":")[0] for told in each.failed] for each in verdicts["spoilt"]}
    assert "6.7.2.2-1" in failed["PDFA-2A"]
    assert {"6.2-1", "7.2-34"} <= set(failed["PDFUA-1"])
