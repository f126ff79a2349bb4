"""No line ends within a day, a time, a phone number or an amount, in whatever format a paper is set."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from mapper.documents.blocks import CopyBlock, Figure, Paper, Paragraph, Quote, Table, Words
from mapper.documents.drawing.measure import wrapped
from mapper.documents.look import Look
from mapper.documents.render import make
from mapper.documents.unbroken import unbroken, unbroken_paper
from mapper.documents.writers.write import WRITERS, Written, write, write_all
from mapper.office.model import Contact
from tests.documents.people import kari, nobody, text
from tests.documents.word import said

BROKEN = re.compile(
    r"\d{2} \d{2} \d{2}|\d\.? (?:mars|april|september|March|April|September)\b"
    r"|(?:mars|september|March|September) \d{4}|kl\. \d"
)


@pytest.mark.parametrize(
    ("written", "bound"),
    [
        ("Ring 12 34 56 78 i dag", "Ring 12_34_56_78 i dag"),
        ("+47 12 34 56 78, 800 12 345 og 116 117.", "+47_12_34_56_78, 800_12_345 og 116_117."),
        ("til og med 14. september 2026. Etter", "til og med 14._september_2026. Etter"),
        ("14.\u00a0mars 2026 og 3\u00a0April 2027", "14._mars_2026 og 3_April_2027"),
        ("by 3 April, 9:30", "by 3_April, 9:30"),
        ("fredag 3. april kl. 9.30", "fredag 3._april kl._9.30"),
        ("12 500 kr i måneden", "12_500_kr i måneden"),
        ("uke 15 kan passe, med 3 barn", "uke 15 kan passe, med 3 barn"),
        ("I 2026 12 dager. 3. april.", "I 2026 12 dager. 3._april."),
    ],
)
def test_days_times_and_numbers_hold_together(written: str, bound: str) -> None:
    assert unbroken(written) == bound.replace("_", "\u00a0")


def test_a_text_to_copy_stays_as_it_is_and_words_change_in_nothing_but_the_space() -> None:
    copied = CopyBlock((Words("Dag"),), "3. april", None)
    quoted = Quote((), (Paragraph((Words("Ring 12 34 56 78"),)),))
    drawn = Figure("", "3. april", (Words("3. april"),), Table(((Words("3. april"),),), ()))
    paper = Paper("plan", "Plan", "nb", (copied, quoted, drawn))
    bound = unbroken_paper(paper)
    assert bound.blocks[0] == copied
    assert repr(bound).replace("\\xa0", " ") == repr(paper)
    assert "12\\xa034\\xa056\\xa078" in repr(bound.blocks[1])
    assert repr(bound.blocks[2]).count("3.\\xa0april") == 2


def test_no_format_that_is_set_breaks_a_day_or_a_number() -> None:
    contacts = (Contact("Vakttelefonen", text("når det haster"), "12 34 56 79"),)
    told = kari(office=replace(kari().office, contacts=contacts))
    for document in ("summary", "consent"):
        for language in ("nb", "nn", "en"):
            paper = make(document, replace(told, language=language))
            assert BROKEN.search(str(paper)), "there is something to hold together"
            page = re.sub(r"<(?:desc|title|text)\b.*?</(?:desc|title|text)>", "", write(paper, "html").content.decode())
            for shown in (page, re.sub(r"Kode med .*|Code with .*", "", said(write(paper, "docx").content))):
                assert not BROKEN.search(shown), (document, language)


@pytest.mark.parametrize("ending", ["html", "docx", "pdf"])
def test_the_foot_that_an_office_wrote_breaks_no_number_either(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    feet: list[str] = []

    def written(_: Paper, look: Look) -> Written:
        feet.append(look.footer)
        return Written(b"")

    monkeypatch.setitem(WRITERS, ending, written)
    look = Look(footer="Spørsmål? Ring 12 34 56 78.")
    write(make("plan", nobody()), ending, look)
    write_all(make("plan", nobody()), [ending], look)
    assert feet == ["Spørsmål? Ring 12\u00a034\u00a056\u00a078."] * 2


def test_a_drawing_breaks_no_day_either() -> None:
    lines = wrapped("Fastlegen · innen 29. mai · vi ser på det 3. april", 205, 15)
    assert len(lines) > 1
    assert not any(line.endswith(("29.", "3.")) for line in lines)
