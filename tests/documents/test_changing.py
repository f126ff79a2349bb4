"""A paper changed by hand: what may change does, is marked in every format, and what somebody said stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.documents.blocks import (
    Block,
    CopyBlock,
    Emphasis,
    Figure,
    Heading,
    Inlines,
    Link,
    Note,
    Paper,
    Paragraph,
    Quote,
    Room,
    Strong,
    Table,
    Words,
    plain,
    walk,
)
from mapper.documents.changing import MOST, Changed, change, fitted
from mapper.documents.kinds import KINDS
from mapper.documents.leads import said, with_leads
from mapper.documents.model import Change, Piece, Told
from mapper.documents.render import make
from mapper.documents.writers.docx import write as docx
from mapper.documents.writers.html import write as html
from mapper.documents.writers.markdown import write as markdown
from mapper.documents.writers.pdf import write as pdf
from mapper.language.catalogue import words
from mapper.language.clean import clean, clean_line
from tests.documents.hostile import HOSTILE
from tests.documents.people import kari, line, question, spoken, text
from tests.documents.reading import attributes, elements, markdown_read, squeezed, text_of
from tests.documents.tags import Read
from tests.documents.test_hostile import bare, without_way
from tests.documents.word import said as in_word

DOCUMENTS = [kind.id for kind in KINDS]
TYPED = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))


@cache
def paper_of(document: str) -> Paper:
    return make(document, kari())


@cache
def read(document: str) -> tuple[Piece, ...]:
    return change(paper_of(document), (), own_words()).pieces


def free(document: str, form: str = "text") -> Piece:
    """Give a stretch that may be changed and says nothing that anybody said."""
    told = own_words()
    loose = (p for p in read(document) if p.form == "copy" or not any(words in p.text for words in told))
    return next(piece for piece in loose if not piece.fixed and piece.form == form)


@cache
def own_words() -> frozenset[str]:
    return said(kari())


def changed(document: str, *changes: Change, told: Told | None = None) -> Changed:
    if told is None:
        return change(paper_of(document), changes, own_words())
    return change(make(document, told), changes, said(told))


def kept(paper: Paper) -> Iterator[Block]:
    """Give what no change may touch."""
    return (block for block in walk(paper.blocks) if isinstance(block, Quote | Figure | Note))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_paper_without_changes_is_the_same_paper(document: str) -> None:
    made = change(paper_of(document), ())
    assert made.paper is paper_of(document)
    assert (made.count, made.refused) == (0, ())
    assert not any(piece.changed for piece in made.pieces)
    as_it_was = [Change(piece.place, piece.text) for piece in made.pieces if not piece.fixed]
    assert change(paper_of(document), as_it_was).paper == paper_of(document)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_stretch_is_found_again_by_its_place(document: str) -> None:
    pieces = read(document)
    assert len({piece.place for piece in pieces}) == len(pieces) == len({piece.path for piece in pieces})
    assert {piece.fixed for piece in pieces} >= {None, "title"}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DOCUMENTS), st.data())
def test_no_change_touches_what_was_said_and_every_change_is_marked(document: str, data: st.DataObject) -> None:
    pieces = read(document)
    chosen = data.draw(st.lists(st.tuples(st.sampled_from(pieces), TYPED), max_size=8, unique_by=lambda pair: pair[0]))
    made = change(paper_of(document), [Change(piece.place, typed) for piece, typed in chosen], own_words())

    assert list(kept(made.paper)) == list(kept(paper_of(document)))
    in_place = [piece for piece in made.pieces if piece.changed]
    assert len(in_place) == made.count
    everything = "\n".join(told(made.paper))
    assert everything.count("(endret for hånd)") + everything.count("(tatt bort for hånd)") >= made.count
    for piece in in_place:
        assert not piece.fixed
        assert piece.now in everything
    assert all(piece.fixed or words_stand(piece) for piece in made.pieces)


def words_stand(piece: Piece) -> bool:
    before, after = clean_line(piece.text), clean_line(piece.now)
    return piece.form == "copy" or all(words in after for words in own_words() if f" {words} " in f" {before} ")


def told(paper: Paper) -> Iterator[str]:
    for block in walk(paper.blocks):
        match block:
            case Paragraph(inlines) | Heading(_, inlines):
                yield plain(inlines)
            case Room(_, name):
                yield plain(name)
            case CopyBlock(label, copied, _):
                yield from (plain(label), copied)
            case Table(header, rows):
                yield from (plain(cell) for row in (header, *rows) for cell in row)


def test_every_format_shows_the_change_the_mark_and_the_count(tmp_path: Path) -> None:
    pieces = [free("basis", form) for form in ("text", "line", "copy")]
    made = changed("basis", *(Change(piece.place, f"Nytt {number}") for number, piece in enumerate(pieces)))
    shown_as = {
        "html": text_of(html(made.paper)),
        "md": markdown_read(markdown(made.paper))[0],
        "docx": in_word(docx(made.paper).content),
        "pdf": Read(pdf(made.paper).content, tmp_path).root.text(),
    }
    for ending, shown in shown_as.items():
        for number in range(3):
            assert bare(f"Nytt {number}") in bare(shown), ending
        assert bare(shown).count(bare("(endret for hånd)")) == 3, ending
        assert bare(words("changing.paper.count", "nb", n=3)) in bare(shown), ending


def test_what_is_typed_is_never_markup() -> None:
    places = [piece.place for piece in read("basis") if not piece.fixed and piece.form == "text"]
    typed = dict(zip(places, [nasty for nasty in HOSTILE if clean(nasty).strip()], strict=False))
    made = changed("basis", *(Change(place, nasty) for place, nasty in typed.items()))
    calm = changed("basis", *(Change(place, "rolig") for place in typed))
    assert made.count == calm.count > 30
    shown, (read_back, tags) = text_of(html(made.paper)), markdown_read(markdown(made.paper))
    for piece in made.pieces:
        if piece.changed:
            assert squeezed(piece.now) in shown
            assert bare(piece.now) in bare(read_back)
    assert elements(html(made.paper)) - {"br"} == elements(html(calm.paper)) - {"br"}
    assert without_way(attributes(html(made.paper))) == without_way(attributes(html(calm.paper)))
    assert tags - {"br"} == markdown_read(markdown(calm.paper))[1] - {"br"}


def test_a_quote_a_figure_a_notice_and_the_title_stay() -> None:
    pieces = [*read("basis"), *read("summary")]
    fixed = {piece.fixed: piece for piece in pieces if piece.fixed}
    assert set(fixed) == {"said", "drawn", "notice", "title"}
    for why, piece in fixed.items():
        document = "basis" if piece in read("basis") else "summary"
        made = changed(document, Change(piece.place, "Noe annet"))
        assert made.count == 0
        assert [each.why for each in made.refused] == ["said" if why == "said" else "fixed"]


def test_the_assessment_is_somebodys_words_without_a_quote_too() -> None:
    told = kari(assessment="Du klarer mye. Det skal vi bygge på.")
    piece = next(piece for piece in changed("basis", told=told).pieces if piece.text == told.assessment)
    assert piece.fixed == "said"
    (found,) = (each for each in with_leads(changed("basis", told=told).pieces, told) if each.place == piece.place)
    assert found.lead
    assert found.lead.room == "plan"


def test_words_that_were_said_stand_in_a_changed_sentence() -> None:
    plan = kari().plan
    step = replace(plan.will_try[0], title="Ringe banken", words="Jeg gruer meg", held_back=False)
    told = kari(plan=replace(plan, will_try=(step,)))
    place = next(p.place for p in changed("summary", told=told).pieces if p.text.startswith("Du sa om"))

    rewritten = changed("summary", Change(place, "Du sa at du gleder deg"), told=told)
    assert [each.why for each in rewritten.refused] == ["said"]
    left = changed("summary", Change(place, "Om banken sa du: Jeg gruer meg"), told=told)
    assert (left.count, left.refused) == (1, ())


def test_a_text_to_copy_may_be_cut_down_to_its_limit() -> None:
    piece = free("basis", "copy")
    assert piece.limit
    made = changed("basis", Change(piece.place, "Kort."))
    block = next(b for b in walk(made.paper.blocks) if isinstance(b, CopyBlock) and b.text == "Kort.")
    assert (block.limit, block.over) == (piece.limit, 0)
    assert plain(block.label).endswith("(endret for hånd)")


def test_a_stretch_that_is_taken_out_says_so() -> None:
    made = changed("summary", Change(free("summary").place, "  \n "))
    assert [plain(b.inlines) for b in made.paper.blocks if isinstance(b, Paragraph)].count("(tatt bort for hånd)") == 1


def test_too_much_text_is_refused() -> None:
    made = changed("summary", Change(free("summary").place, "x" * (MOST + 1)))
    assert [each.why for each in made.refused] == ["long"]


def test_a_change_goes_to_no_other_stretch_when_the_record_changes() -> None:
    """«Her er det ikke skrevet noe ennå.» stands under two headings; the second is written meanwhile."""
    bare = replace(kari(), review=tuple(each for each in kari().review if each.question.role != "strengths"))
    empty = [piece for piece in changed("summary", told=bare).pieces if piece.text.startswith("Her er det ikke")]
    assert empty
    moved = changed("summary", Change(empty[-1].place, "Vi kommer tilbake til det."), told=kari())
    still = changed("summary", Change(empty[-1].place, "Vi kommer tilbake til det."), told=bare)
    assert [each.why for each in moved.refused] == ["gone"]
    assert moved.paper == make("summary", kari())
    assert still.count == 1


def test_a_change_follows_its_stretch_when_something_is_said_above_it() -> None:
    piece = [piece for piece in read("summary") if not piece.fixed and piece.form == "text"][-1]
    more = line(question("work.more", "Noe mer?"), spoken("Ja, dette"), part=text("Arbeid og mål"))
    told = replace(kari(), review=(more, *kari().review))
    made = changed("summary", Change(piece.place, "Skrevet om"), told=told)
    assert (made.count, made.refused) == (1, ())
    (found,) = (each for each in made.pieces if each.changed)
    assert found.text == piece.text


def test_two_rows_that_say_the_same_are_told_apart() -> None:
    pieces = [piece for piece in read("summary") if piece.form == "line" and len(piece.path) == 3]
    cells = [piece for piece in pieces if not piece.fixed and piece.path[1] > 0]
    made = changed("summary", Change(cells[0].place, "Nytt"))
    (found,) = (piece for piece in made.pieces if piece.changed)
    assert found.path == cells[0].path


def test_a_kind_that_says_only_what_it_is_made_of_takes_no_change() -> None:
    made = change(paper_of("summary"), [Change(free("summary").place, "Kari bor i Bergen")], changeable=False)
    assert made.paper is paper_of("summary")
    assert [each.why for each in made.refused] == ["fixed"]


INLINES: Inlines = (Strong((Words("Du kan klage."),)), Words(" Ring "), Link("tel:123", (Words("123"),)), Words(" nå."))


@given(TYPED)
def test_words_are_fitted_in_and_the_rest_keeps_its_looks(typed: str) -> None:
    typed = clean(typed).strip()
    assert plain(fitted(INLINES, typed)) == typed
    around = f"Du kan klage. {typed} 123 nå."
    assert plain(fitted(INLINES, around)) == around
    assert fitted(INLINES, around)[0] == INLINES[0]
    assert fitted(INLINES, around)[-2:] == INLINES[-2:]


def test_a_mark_stands_apart_from_the_words() -> None:
    made = changed("summary", Change(free("summary").place, "Kort sagt."))
    (paragraph,) = (b for b in made.paper.blocks if isinstance(b, Paragraph) and Words("Kort sagt.") in b.inlines)
    assert paragraph.inlines[-1] == Emphasis((Words("(endret for hånd)"),))


def test_every_quote_leads_to_its_question() -> None:
    pieces = with_leads(changed("basis").pieces, kari())
    refs = {line.question.ref for line in kari().review}
    quotes = [piece for piece in pieces if piece.fixed == "said"]
    assert quotes
    asked = [piece.lead.ref for piece in quotes if piece.lead and piece.lead.room == "questions"]
    assert set(asked) <= refs
    assert len(set(asked)) > len(refs) / 2
    by_text = {line.question.ask.to("nb"): line.question.ref for line in kari().review}
    above = ""
    for piece in pieces:
        above = by_text.get(piece.text, above if piece.fixed else "")
        if piece.fixed == "said" and above:
            assert piece.lead
            assert piece.lead.ref == above
