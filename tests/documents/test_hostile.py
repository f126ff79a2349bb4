"""Whatever somebody wrote, it stands on the paper as they wrote it, and does nothing there."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.documents import html, markdown
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
    Words,
    plain,
    worded,
)
from mapper.documents.model import Told
from mapper.documents.render import make
from mapper.interview.answer import Answer
from mapper.interview.model import ReviewLine, Spoken
from mapper.language.clean import clean
from mapper.language.text import Text
from mapper.office import Office
from tests.documents.people import NOW, activity, kari, kinds, line, plan, question, row, text
from tests.documents.reading import attributes, elements, markdown_read, squeezed, text_of

HOSTILE = [
    "{{ 7*7 }}",
    "{% raw %}{{ x }}{% endraw %}",
    "{# bort #}",
    "</p><script>alert(1)</script>",
    '" onload="x()',
    "[/x]",
    "[x](https://e.invalid)",
    "![x](https://e.invalid/p.png)",
    "*a* _b_ **c** ~~d~~",
    "# h",
    "## h ##",
    "1. x",
    "12) x",
    "- x",
    "+ x",
    "a | b",
    "| a | b |\n| - | - |\n| c | d |",
    "```\nx\n```",
    "~~~",
    "    fire mellomrom",
    "&lt;b&gt; &amp; &#65;",
    "<!-- x -->",
    "]]>",
    "a\\",
    "\\*a\\*",
    "---",
    "===",
    "x\n---",
    "x\n===",
    "> sitat",
    "+++",
    "[!NOTE] x",
    "<https://e.invalid>",
    "https://e.invalid www.e.invalid a@e.invalid",
    "[a]: https://e.invalid",
    "[^1]",
    "`kode`",
    "første\n\n\nfjerde",
    ":-",
    "$x$ ^y^",
    "</style>",
    "</textarea></title>",
    "javascript:alert(1)",
    "a\u200db",
    "قلب",
    "👩‍👧",
    "=1+1",
    "%s {0} {name}",
    "!",
    "   foran",
    "a*b*c",
    "__init__",
    "1\\. x",
    "* * *",
    "_ _ _",
    "#",
    "-",
    "1.",
    "<",
    "&",
    "\\",
    "`",
    "``` `` `",
]
CLEANED = {"\x1b]0;x\x07y": "]0;xy", "a\u202eb": "ab", "a\U000f0001b": "ab", "a\ue000b\ufeff": "ab", "\ud800z": "z"}


def told_with(nasty: str) -> Told:
    """A talk in which every field that a person or an office writes holds the same nasty text."""
    told = kari()
    everywhere = tuple(_nasty_line(each, nasty) for each in told.review)
    lists = (
        line(question("help.list", "Liste?", type="list"), _spoken((nasty, "to")), part=text(nasty)),
        line(
            question(
                "help.table",
                "Tabell?",
                type="table",
                columns=[{"id": "a", "text": {"nb": nasty}}, {"id": "b", "text": {"nb": "B"}}],
            ),
            _spoken(({"a": nasty, "b": nasty},)),
            part=text(nasty),
        ),
    )
    steps = (activity("one", nasty, **_fields(nasty), fields={"oppfolging": nasty}),)
    drawn = replace(
        told.picture,
        rows=(row("WORK", "work", text(nasty), mark="URGENT", mark_text=text(nasty), level=3, earlier_level=9),),
    )
    return replace(
        told,
        review=(*everywhere, *lists),
        picture=drawn,
        plan=replace(plan(), will_try=steps),
        office=Office(nasty, nasty, text(nasty), kept=text(nasty)),
        name=nasty,
        assessment=nasty,
        assessment_view_words=nasty,
        kinds=kinds(),
    )  # fmt: skip


def _fields(nasty: str) -> dict[str, Any]:
    names = ("purpose", "description", "support", "partner", "reason", "words")
    return {**dict.fromkeys(names, nasty), "due": date(2026, 4, 1)}


def _spoken(value: Any) -> Spoken:
    return Spoken("participant", Answer("value", value, comment=""), "self", NOW, "e", "m")


def _nasty_line(each: ReviewLine, nasty: str) -> ReviewLine:
    is_text = each.question.type == "text"
    said = tuple(
        replace(spoken, answer=Answer("value", nasty if is_text else spoken.answer.value, comment=nasty))
        for spoken in each.said
        if spoken.answer.given
    )  # fmt: skip
    asked = each.question.model_copy(update={"ask": Text.of({"nb": nasty})})
    return replace(each, question=asked, said=said, view_words=nasty)


@pytest.mark.parametrize("document", ["summary", "plan", "basis"])
@pytest.mark.parametrize("nasty", HOSTILE)
def test_nasty_text_appears_literally_and_makes_nothing(document: str, nasty: str) -> None:
    paper, calm = make(document, told_with(nasty)), make(document, told_with("rolig"))
    page = html.write(paper)
    assert squeezed(nasty) in text_of(page)
    assert elements(page) - {"br"} == elements(html.write(calm)) - {"br"}
    assert attributes(page) == attributes(html.write(calm))
    read, tags = markdown_read(markdown.write(paper))
    _, calm_tags = markdown_read(markdown.write(calm))
    everything = "".join(block_words(block) for block in paper.blocks)
    assert bare(read).count(bare(nasty)) >= bare(everything).count(bare(nasty)) > 3
    assert tags - {"br", "strong", "em"} == calm_tags - {"br", "strong", "em"}


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
    )
    paper = Paper("summary", "Tittel", "nb", blocks)
    expected = bare("".join(block_words(block) for block in blocks))
    assert bare(text_of(html.write(paper))) == expected
    assert bare(markdown_read(markdown.write(paper))[0]) == expected


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
        case Figure(_, alternative, caption, table):
            return alternative + block_words(table) + plain(caption)
    return ""


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_any_answer_goes_through_a_template(said: str) -> None:
    told = kari()
    lines = tuple(_nasty_line(each, said) for each in told.review)
    page = html.write(make("summary", replace(told, review=lines)))
    assert squeezed(clean(said)) in text_of(page)
