"""Whatever somebody wrote, it stands on the paper as they wrote it, and does nothing there."""

from __future__ import annotations

import re
from functools import cache
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.documents.blocks import (
    Block,
    BulletList,
    CopyBlock,
    Emphasis,
    Figure,
    Heading,
    Note,
    NumberedList,
    Paper,
    Paragraph,
    Quote,
    Strong,
    Table,
    Ticks,
    Words,
    plain,
    worded,
)
from mapper.documents.model import Told
from mapper.documents.render import make
from mapper.documents.writers import html, markdown
from mapper.language.clean import clean
from tests.documents.hostile import HOSTILE, written_over
from tests.documents.reading import attributes, elements, markdown_read, squeezed, text_of
from tests.documents.three import PEOPLE, aile, texts

CLEANED = {"\x1b]0;x\x07y": "]0;xy", "a\u202eb": "ab", "a\U000f0001b": "ab", "a\ue000b\ufeff": "ab", "\ud800z": "z"}


def told_with(nasty: str) -> Told:
    """A talk in which every field that a person or an office writes holds the same nasty text."""
    return written_over(aile(), lambda: nasty)


def test_the_hostile_person_says_every_nasty_text() -> None:
    assert set(HOSTILE) <= set(texts(PEOPLE["hostile"]))


@cache
def calm_marks(document: str) -> tuple[set[str], set[tuple[str, str]], set[str]]:
    """What a paper without anything nasty is made of: elements and attributes as HTML, tags as Markdown."""
    calm = make(document, told_with("rolig"))
    page = html.write(calm)
    return elements(page), attributes(page), markdown_read(markdown.write(calm))[1]


@pytest.mark.parametrize(("nasty", "document"), list(zip(HOSTILE, cycle(["basis", "summary", "plan"]), strict=False)))
def test_nasty_text_appears_literally_and_makes_nothing(document: str, nasty: str) -> None:
    """Each text on one paper, in turn: the hostile person says all of them on every paper."""
    paper = make(document, told_with(nasty))
    calm_elements, calm_attributes, calm_tags = calm_marks(document)
    page = html.write(paper)
    assert squeezed(nasty) in text_of(page)
    assert elements(page) - LAYOUT == calm_elements - LAYOUT
    assert elements(page) <= calm_elements | {"br"}
    assert without_way(attributes(page)) == without_way(calm_attributes)
    assert attributes(page) <= calm_attributes | {(element, "dir") for element in elements(page)}
    read, tags = markdown_read(markdown.write(paper))
    everything = "".join(block_words(block) for block in paper.blocks if not isinstance(block, Figure))
    assert bare(read).count(bare(nasty)) >= bare(everything).count(bare(nasty)) > 3
    free = {"br", "hr", "strong", "em"}
    assert tags - free == calm_tags - free
    assert tags <= calm_tags | {"br", "strong", "em"}


LAYOUT = {"br", "div"}
"""What depends on how long a text is: where a line ends, and where a new sheet begins (in Markdown, a rule)."""


def without_way(found: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Attributes but for layout, and for those that say which way a text runs: that is as its letters are."""
    return {(element, name) for element, name in found if name != "dir" and element not in LAYOUT}


@pytest.mark.parametrize(("nasty", "left"), CLEANED.items())
def test_what_cannot_be_seen_is_taken_away(nasty: str, left: str) -> None:
    page = html.write(make("summary", told_with(nasty)))
    written = markdown.write(make("summary", told_with(nasty)))
    assert left in text_of(page)
    assert left in markdown_read(written)[0]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\ue000-\uf8ff\U000f0000-\U0010ffff]", page + written)


LINES = st.text(
    alphabet=st.one_of(
        st.sampled_from("*_`[]()<>#+-=|&;!~\\{}%\"'1.) \n@:/"), st.characters(exclude_categories=["Cs"])
    ),
    max_size=40,
)


@settings(max_examples=300, deadline=None)
@given(LINES, LINES)
def test_any_text_reads_back_from_both_formats(first: str, second: str) -> None:
    """Two texts side by side, plain and stressed, in a paragraph, a heading, a quote and a table."""
    one, two = worded(first), worded(second)
    mixed = (*one, Words(" "), Strong(two), Words(", "), Emphasis(one), Words("x"))
    blocks = (
        Heading(1, one),
        Paragraph(mixed),
        Quote((Words("Du sa"),), (Paragraph(two),)),
        Table((one, two), ((two, one),)),
        Ticks((one, mixed)),
    )
    paper = Paper("summary", "Tittel", "nb", blocks)
    expected = bare("".join(block_words(block) for block in blocks))
    assert bare(text_of(html.write(paper))) == expected
    assert bare(markdown_read(markdown.write(paper))[0]).replace("☐", "") == expected.replace("☐", "")


def bare(read: str) -> str:
    return "".join(read.split())


def block_words(block: Block) -> str:  # noqa: PLR0911 - one return for each kind of block
    """All words of a block in reading order."""
    match block:
        case Heading(_, inlines) | Paragraph(inlines):
            return plain(inlines)
        case BulletList(items) | NumberedList(items):
            return "".join(block_words(inner) for item in items for inner in item)
        case Quote(speaker, inner):
            return plain(speaker) + "".join(block_words(each) for each in inner)
        case Note(inner):
            return "".join(block_words(each) for each in inner)
        case Table(header, rows):
            return "".join(plain(cell) for line_of in (header, *rows) for cell in line_of)
        case CopyBlock(label, copied, _):
            return plain(label) + copied
        case Ticks(items):
            return "".join(plain(item) for item in items)
        case Figure(_, alternative, caption, table):
            return alternative + (block_words(table) if table else "") + plain(caption)
    return ""


@settings(max_examples=30, deadline=None)
@given(LINES)
def test_any_answer_goes_through_a_template(said: str) -> None:
    page = html.write(make("summary", told_with(said)))
    assert squeezed(clean(said)) in text_of(page)
