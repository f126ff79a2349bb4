"""Blocks as data: what goes out comes back the same, and nothing else comes in."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapper.documents.blocks import (
    Block,
    Blocks,
    BulletList,
    CopyBlock,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    Quote,
    Room,
    Rule,
    Strong,
    Struck,
    Table,
    Ticks,
    Words,
    worded,
)
from mapper.documents.templates.locked.codec import UndecodableError, decode, encode
from mapper.language.clean import clean, clean_line

FIGURES = tuple(Figure(f"<svg>{n}</svg>", "Ord", (), Table((worded("a"),), ())) for n in range(2))
TEXT = st.text(max_size=6).map(clean_line)
LANGUAGES = st.sampled_from([None, "nb", "uk", "zh-Hans"])
ADDRESSES = st.sampled_from(["tel:12", "mailto:a@example.org", "https://example.org/å"])
FLAT: st.SearchStrategy[Inline] = st.one_of(st.builds(Words, TEXT, LANGUAGES), st.builds(LineBreak))
INLINES: st.SearchStrategy[Inlines] = st.lists(
    st.recursive(
        FLAT,
        lambda inner: st.one_of(
            st.builds(Strong, st.lists(inner, max_size=2).map(tuple)),
            st.builds(Emphasis, st.lists(inner, max_size=2).map(tuple)),
            st.builds(Struck, st.lists(inner, max_size=2).map(tuple)),
            st.builds(Link, ADDRESSES, st.lists(inner, max_size=2).map(tuple)),
        ),
        max_leaves=2,
    ),
    max_size=2,
).map(tuple)
TABLES = st.integers(1, 2).flatmap(
    lambda n: st.builds(
        Table,
        st.lists(INLINES, min_size=n, max_size=n).map(tuple),
        st.lists(st.lists(INLINES, min_size=n, max_size=n).map(tuple), max_size=2).map(tuple),
    )
)
LEAVES: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, st.integers(1, 6), INLINES),
    st.builds(Paragraph, INLINES),
    TABLES,
    st.builds(CopyBlock, INLINES, st.text(max_size=9).map(clean), st.none() | st.integers(0, 5000)),
    st.sampled_from(FIGURES),
    st.builds(Room, st.integers(1, 99), INLINES),
    st.builds(Ticks, st.lists(INLINES, max_size=2).map(tuple)),
    st.builds(Rule),
    st.builds(PageBreak),
)
BLOCKS: st.SearchStrategy[Blocks] = st.lists(
    st.recursive(
        LEAVES,
        lambda inner: st.one_of(
            st.builds(BulletList, st.lists(st.lists(inner, max_size=2).map(tuple), max_size=2).map(tuple)),
            st.builds(NumberedList, st.lists(st.lists(inner, max_size=2).map(tuple), max_size=2).map(tuple)),
            st.builds(Quote, INLINES, st.lists(inner, max_size=2).map(tuple)),
            st.builds(Note, st.lists(inner, max_size=2).map(tuple)),
        ),
        max_leaves=3,
    ),
    max_size=3,
).map(tuple)


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(BLOCKS)
def test_blocks_come_back_as_they_went(blocks: Blocks) -> None:
    assert decode(json.loads(json.dumps(encode(blocks, FIGURES))), FIGURES) == blocks


A = worded("a")
EACH: Blocks = (
    Heading(1, A), Paragraph(A), BulletList(((Paragraph(A),),)), NumberedList(((Paragraph(A),),)), Table((A,), ((A,),)),
    Quote(A, (Paragraph(A),)), Note((Paragraph(A),)), CopyBlock(A, "a", 9), FIGURES[1], Room(3, A), Ticks((A,)), Rule(),
    PageBreak(),
)  # fmt: skip


def test_there_is_no_kind_of_block_that_stays_behind() -> None:
    assert {type(block) for block in EACH} == set(get_args(Block))
    assert decode(json.loads(json.dumps(encode(EACH, FIGURES))), FIGURES) == EACH


LONG: Any = ["words", "a", None]
for _ in range(60):
    LONG = ["strong", [LONG]]


@pytest.mark.parametrize(
    "data",
    [
        {"heading": 1}, "rule", [["rule", 1]], [["script", "x"]], [[]], [1], None, [["heading", 7, []]],
        [["heading", True, []]], [["heading", "1", []]], [["figure", 2]], [["figure", -1]], [["figure", "<svg/>"]],
        [["paragraph", [["words", "a\x1b[2J", None]]]], [["paragraph", [["words", "a\nb", None]]]],
        [["paragraph", [["words", "\U000f0000", None]]]], [["paragraph", [["words", "a", "x y"]]]],
        [["paragraph", [["link", "javascript:alert(1)", []]]]], [["paragraph", [["words", 1, None]]]],
        [["table", [[]], [[[], []]]]], [["table", [], []]], [["copy", [], "a", -1]], [["copy", [], "a", 1.5]],
        [["paragraph", [LONG]]], [["room", 10**9]], [["room", 0]], [["ticks", [[1]]]],
    ],
)  # fmt: skip
def test_what_is_no_block_is_not_read(data: object) -> None:
    with pytest.raises(UndecodableError):
        decode(data, FIGURES)
