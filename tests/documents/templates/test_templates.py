"""What a template may say, and what it is told when it says something else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from mapper.documents.blocks import (
    Blocks,
    CopyBlock,
    Heading,
    LineBreak,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Words,
)
from mapper.documents.faults import (
    CannotBePrinted,
    LinkRefused,
    MisplacedValue,
    NotOffered,
    TemplateFlood,
    TemplateMissing,
    TemplateMistake,
    TemplateUnreadable,
    UnknownName,
)
from mapper.documents.templates.filling import fill
from mapper.documents.templates.parse import parse
from mapper.documents.templates.shelf import MOST
from mapper.language.telling import tell
from mapper.language.text import Text

TODAY = date(2026, 3, 14)


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    due: date


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    goal: Text
    steps: tuple[Step, ...]
    money: Decimal
    box: Blocks
    nothing: None = None


PAGE = Page(
    "Kari *Prøve*\n# to linjer",
    Text.of({"nb": "Et mål", "uk": "Мета"}),
    (Step("Ringe", date(2026, 4, 3)),),
    Decimal("1200"),
    (CopyBlock((), "x", 5),),
)


def blocks_of(source: str, shelf: Path, language: str = "nb", name: str = "a") -> Blocks:
    (shelf / f"{name}.nb.md.j2").write_text(source, encoding="utf-8")
    return parse(fill(name, language, PAGE, TODAY, shelf))


def test_a_value_is_words_with_its_lines_whatever_stands_around_it(tmp_path: Path) -> None:
    (paragraph,) = blocks_of("Hei **{{ name }}**.", tmp_path)
    assert paragraph == Paragraph(
        (Words("Hei "), Strong((Words("Kari *Prøve*"), LineBreak(), Words("# to linjer"))), Words("."))
    )


def test_a_template_that_is_used_again_prints_the_next_person(tmp_path: Path) -> None:
    (tmp_path / "a.nb.md.j2").write_text("{{ name }}{{ 'fast' }}", encoding="utf-8")
    other = Page("Ola Eksempel", PAGE.goal, (), PAGE.money, PAGE.box)
    first, second = (parse(fill("a", "nb", page, TODAY, tmp_path)) for page in (PAGE, other))
    assert first != second
    assert second == (Paragraph((Words("Ola Eksempelfast"),)),)


def test_days_and_amounts_are_printed_as_people_write_them(tmp_path: Path) -> None:
    source = "{% for step in steps %}{{ step.due }}, {{ step.due|weekday }}, {{ money|money }}{% endfor %}"
    assert blocks_of(source, tmp_path) == (Paragraph((Words("3.\u00a0april, fredag 3. april, 1\u00a0200\u00a0kr"),)),)


def test_a_text_in_another_language_is_marked(tmp_path: Path) -> None:
    (tmp_path / "a.nn.md.j2").write_text("{{ goal }}", encoding="utf-8")
    assert parse(fill("a", "nn", PAGE, TODAY, tmp_path)) == (Paragraph((Words("Et mål", "nb"),)),)


def test_nynorsk_falls_back_to_bokmaal(tmp_path: Path) -> None:
    (tmp_path / "a.nb.md.j2").write_text("{{ goal }}", encoding="utf-8")
    assert fill("a", "nn", PAGE, TODAY, tmp_path).language == "nb"


def test_markdown_of_a_template_becomes_blocks(tmp_path: Path) -> None:
    said, copied_text = "> **Du sa**\n>\n> {{ name }}", "```copy 255 Felt\n{{ name }}\n```"
    source = "\n\n".join([said, "> [!NOTE]\n> Merk", "---", "+++", copied_text, "{{ box }}\n"])
    quote, note, rule, sheet, copied, box = blocks_of(source, tmp_path)
    assert isinstance(quote, Quote)
    assert quote.speaker == (Words("Du sa"),)
    assert note == Note((Paragraph((Words("Merk"),)),))
    assert (rule, sheet) == (Rule(), PageBreak())
    assert copied == CopyBlock((Words("Felt"),), "Kari *Prøve*\n# to linjer", 255)
    assert (box,) == PAGE.box


def test_a_line_of_tags_leaves_no_line_and_lines_keep_their_numbers(tmp_path: Path) -> None:
    source = "| a |\n| - |\n{% for step in steps %}\n| {{ step.title }} |\n{% endfor %}\n{{ gaol }}\n"
    with pytest.raises(UnknownName) as caught:
        blocks_of(source, tmp_path)
    assert caught.value.facts == {"template": "a.nb.md.j2", "line": 6, "name": "gaol", "near": "goal"}


@pytest.mark.parametrize(
    ("source", "name", "near"),
    [
        ("{{ naem }}", "naem", "name"),
        ("{% if naem %}x{% endif %}", "naem", "name"),
        ("{% for a in stepz %}x{% endfor %}", "stepz", "steps"),
        ("{% for step in steps %}{{ step.tittel }}{% endfor %}", "tittel", "title"),
        ("{{ nothing.day }}", "day", "–"),
        ("{{ naem|weekday }}", "naem", "name"),
        ("{{ cycler }}", "cycler", "–"),
        ("{{ lipsum }}", "lipsum", "–"),
    ],
)  # fmt: skip
def test_an_unknown_name_is_told_with_line_and_nearest(source: str, name: str, near: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownName) as caught:
        blocks_of(f"en\nto {source}", tmp_path)
    assert caught.value.facts == {"template": "a.nb.md.j2", "line": 2, "name": name, "near": near}


@pytest.mark.parametrize(
    "source",
    [
        "{{ steps }}",
        "{{ name.format }}",
        "{{ nothing }}",
        "{{ true }}",
        "{{ money|weekday }}",
        "{{ self }}",
        "{{ loop }}",
        "{% for step in steps %}{{ step }}{% endfor %}",
        "{% for step in steps %}{{ loop }}{% endfor %}",
        "{% for step in steps %}{{ loop.cycle }}{% endfor %}",
    ],
)
def test_an_object_cannot_be_printed(source: str, tmp_path: Path) -> None:
    with pytest.raises((CannotBePrinted, UnknownName)) as caught:
        blocks_of(f"en\n{source}", tmp_path)
    assert caught.value.facts["line"] == 2
    assert "0x" not in str(caught.value.facts)


ESCAPES = [
    "{{ ''.__class__.__mro__ }}",
    "{{ name|attr('__class__') }}",
    "{{ '{0.__class__}'.format(name) }}",
    "{{ name.format_map(1) }}",
    "{% set f = name.format %}{{ f(1) }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ lipsum.__globals__ }}",
    "{{ steps.append(1) }}",
    "{{ name|upper }}",
    "{{ [1, 2]|join }}",
    "{{ name ~ name }}",
    "{{ 'a' * 1000000000 }}",
    "{{ 9 ** 999999999 }}",
    "{{ name + name }}",
    "{{ range(1000000000) }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% set x %}{{ name }}{% endset %}{{ x }}",
    "{% filter upper %}{{ name }}{% endfilter %}",
    "{% call name() %}{% endcall %}",
    "{% import 'a.nb.md.j2' as a %}",
    "{% extends 'a.nb.md.j2' %}",
    "{% include 'a.nb.md.j2' %}",
    "{% include '../../etc/passwd' %}",
    "{% include name %}",
    "{% block x %}{% endblock %}",
    "{{ steps[0] }}",
    "{{ name[:1] }}",
    "{% for step in steps recursive %}{{ loop(steps) }}{% endfor %}",
    "{{ name is defined }}",
    "{{ {'a': 1} }}",
    "{{ _printed }}",
    "{{ name|indent(500000000) }}",
    "{{ steps|batch(2) }}",
    "{{ not_here|default(name) }}",
    "{{ namespace() }}",
    "{% with a = 1 %}{{ a }}{% endwith %}",
    "{% for step in steps if step %}x{% endfor %}",
    "{% include ['_a.nb.md.j2'] %}",
    "{% include '_a.nb.md.j2' ignore missing %}",
]


@pytest.mark.parametrize("source", ESCAPES)
def test_what_computes_calls_or_reaches_out_is_refused_with_its_line(source: str, tmp_path: Path) -> None:
    with pytest.raises(NotOffered) as caught:
        blocks_of(f"en\n\n{source}", tmp_path)
    assert caught.value.facts["template"] == "a.nb.md.j2"
    assert caught.value.facts["line"] == 3


def test_a_piece_takes_in_no_other_piece(tmp_path: Path) -> None:
    (tmp_path / "_b.nb.md.j2").write_text("{% include '_b.nb.md.j2' %}", encoding="utf-8")
    with pytest.raises(NotOffered) as caught:
        blocks_of("{% include '_b.nb.md.j2' %}", tmp_path)
    assert caught.value.facts["template"] == "_b.nb.md.j2"


def test_more_values_than_a_paper_has_room_for_are_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "a.nb.md.j2").write_text("{% for step in steps %}{{ name }}{% endfor %}", encoding="utf-8")
    many = Page(PAGE.name, PAGE.goal, PAGE.steps * 70_000, PAGE.money, PAGE.box)
    with pytest.raises(TemplateFlood) as flood:
        fill("a", "nb", many, TODAY, tmp_path)
    assert flood.value.facts == {"template": "a.nb.md.j2"}


def test_a_mistake_in_a_piece_is_told_of_the_piece(tmp_path: Path) -> None:
    (tmp_path / "_b.nb.md.j2").write_text("\n\n{{ naem }}", encoding="utf-8")
    with pytest.raises(UnknownName) as caught:
        blocks_of("{% include '_b.nb.md.j2' %}", tmp_path)
    assert (caught.value.facts["template"], caught.value.facts["line"]) == ("_b.nb.md.j2", 3)


@pytest.mark.parametrize("source", ["{% if name %}", "{{ name", "{% endfor %}", "{% nonsense %}", "{{ name | }}"])
def test_a_slip_of_writing_is_told_with_its_line(source: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateMistake) as caught:
        blocks_of(source, tmp_path)
    assert caught.value.facts == {"template": "a.nb.md.j2", "line": 1}


@pytest.mark.parametrize("content", ["blåbær".encode("latin-1"), b"a\x1b[2J", "\U000f0000".encode(), b"x" * (MOST + 1)])
def test_a_file_that_is_no_plain_text_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.nb.md.j2").write_bytes(content)
    with pytest.raises(TemplateUnreadable) as caught:
        fill("a", "nb", PAGE, TODAY, tmp_path)
    assert caught.value.facts == {"template": "a.nb.md.j2"}


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateMissing) as caught:
        fill("a", "nb", PAGE, TODAY, tmp_path)
    assert caught.value.facts == {"template": "a.nb.md.j2"}


def test_bom_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.nb.md.j2").write_bytes(b"\xef\xbb\xbf{% if name %}\r\nja\r\n{% endif %}\r\n")
    assert parse(fill("a", "nb", PAGE, TODAY, tmp_path)) == (Paragraph((Words("ja"),)),)


@pytest.mark.parametrize(
    "source", ["a {{ box }} b", "| a |\n| - |\n| {{ box }} |", "**{{ box }}**", "[x](tel:{{ money }})"]
)
def test_a_value_in_a_place_where_it_cannot_stand_is_told(source: str, tmp_path: Path) -> None:
    with pytest.raises(MisplacedValue):
        blocks_of(source, tmp_path)


@pytest.mark.parametrize(
    "source", ["[x](http://e.invalid)", "[x](/etc/passwd)", "![x](https://e.invalid/a.png)", "[x](ftp://e.invalid)"]
)
def test_links_go_to_mail_telephone_and_https_only(source: str, tmp_path: Path) -> None:
    with pytest.raises(LinkRefused):
        blocks_of(source, tmp_path)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    "fault",
    [
        TemplateMissing(template="a"), TemplateUnreadable(template="a"), TemplateMistake(template="a", line=2),
        NotOffered(template="a", line=2, what="|x"), UnknownName(template="a", line=2, name="b", near="c"),
        CannotBePrinted(template="a", line=2), MisplacedValue(template="a"), LinkRefused(template="a", link="b"),
    ],
)  # fmt: skip
def test_every_fault_is_told_in_words(fault: TemplateMissing, language: str) -> None:
    told = tell(fault.code, fault.facts, language)
    assert "a" in told.says
    assert told.do
    assert "{" not in told.says + told.do


def test_headings_skip_no_level_on_the_way_down(tmp_path: Path) -> None:
    found = blocks_of("# a\n\n#### b\n\n### c\n\n## d\n", tmp_path)
    assert [block.level for block in found if isinstance(block, Heading)] == [1, 2, 3, 2]
