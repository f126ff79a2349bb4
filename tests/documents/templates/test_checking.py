"""What is said of templates before anybody gets the paper: all of it, with its place, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import get_type_hints

import pytest
from jinja2 import Environment
from jinja2.nodes import Template

from mapper.documents.blocks import Blocks
from mapper.documents.faults import LockMissing
from mapper.documents.render import PAGES
from mapper.documents.templates.checking.check import _mended, check_templates
from mapper.documents.templates.checking.sample import DAY, sample
from mapper.documents.templates.checking.shape import Headings
from mapper.documents.templates.filling import fill
from mapper.documents.templates.locked import parent
from mapper.documents.templates.locked.work import Work
from mapper.documents.templates.parse import parse
from mapper.documents.templates.shelf import folder
from mapper.language.text import SCREEN_LANGUAGES
from mapper.questionnaire.findings import Finding, finding_text, findings_text, remedy, what

HEAD = "# Vår plan, et utkast\n\n{% if practice %}Øving{% endif %}\n"


def checked(shelf: Path, body: str, name: str = "plan.nb.md.j2") -> tuple[Finding, ...]:
    (shelf / name).write_text(HEAD + body, encoding="utf-8")
    return check_templates([shelf / name])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{{ gaol| }}\n{{ naem }}\n", [("syntax", 1), ("unknown_name", 2)]),
        (
            "{% fi name %}\n{{ naem }}\n{% endif %}\n{{ x }}\n",
            [("not_offered", 1), ("unknown_name", 2), ("unknown_name", 4)],
        ),
        ("{% for step in %}\n{{ step.title }}{{ naem }}\n{% endfor %}\n", [("syntax", 1), ("unknown_name", 2)]),
        ("{% if name %}\n{{ naem }}\n{{ next_meeting.day }}\n", [("left_open", 1), ("unknown_name", 2)]),
        (
            "{% if name %}\n{% for step in steps %}\n{{ step.tittel }}\n{% endif %}\n",
            [("unknown_part", 3), ("syntax", 4)],
        ),
        ("{{ name\n\n{{ naem }}\n", [("syntax", 1), ("unknown_name", 3)]),
        ("{% else %}\n{{ naem }}\n[her](https://nav.no)\n", [("syntax", 1), ("unknown_name", 2), ("link_vague", 3)]),
        ("{% if a b %}{{ naem }}{% endif %}\n{{ name|wekday }}\n", [("syntax", 1), ("unknown_filter", 2)]),
        ("{{ name }\n" * 30, [("syntax", line) for line in range(1, 21)]),
    ],
)
def test_what_cannot_be_parsed_hides_no_other_slip(body: str, expected: list[tuple[str, int]], tmp_path: Path) -> None:
    told = [(found.code.removeprefix("templates."), found.line - HEAD.count("\n")) for found in checked(tmp_path, body)]
    assert told == expected


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('{% include "plan.nb.md.j2" %}', "not_offered"),
        ('{% include "_loop.nb.md.j2" %}' * 3, ""),
        ("{% for step in steps %}" * 19 + "{% endfor %}" * 19, "too_deep"),
        ("{% for step in steps %}" * 80 + "{% endfor %}" * 80, "too_deep"),
        ("{{ name" + ".a" * 20_000 + " }}", "too_deep"),
        ("{% if " + "name or " * 20_000 + "name %}a{% endif %}", "too_deep"),
        ("{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}", "too_deep"),
        ("{{ " + "9" * 20_000 + " }}", "syntax"),
        ("{%" * 60_000, "syntax"),
        ("%}" + "{%a " * 48_000, "not_offered"),
        ("{{ naem }}" * 15_000, "unknown_name"),
    ],
    ids=["itself", "piece", "19 loops", "80 loops", "parts", "or", "brackets", "digits", "open", "begun", "unknown"],
)
def test_a_template_without_end_is_told_soon(body: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "_loop.nb.md.j2").write_text('{% include "_loop.nb.md.j2" %}' * 3, encoding="utf-8")
    began = process_time()
    told = {found.code.removeprefix("templates.") for found in checked(tmp_path, body)}
    assert code in told or (not code and told == {"documents.not_offered"})
    assert process_time() - began < 6


def test_loops_within_loops_are_followed_once() -> None:
    body = "{% for s in steps %}\n" * 15 + "#### For dypt\n" + "{% endfor %}" * 15
    told = list[tuple[object, ...]]()
    Headings({"a": Environment(autoescape=True).parse(body)}, lambda *slip, **_: told.append(slip)).look("a")
    assert len(told) < 10


def test_nothing_is_wrong_with_what_is_shipped() -> None:
    found = check_templates([folder()])
    assert found == (), findings_text(found, "en")


def test_every_shipped_template_can_be_filled_in_with_everything_and_with_nothing() -> None:
    for document, make in PAGES.items():
        for language in SCREEN_LANGUAGES:
            for full in (True, False):
                page = sample(get_type_hints(make)["return"], full=full)
                assert parse(fill(document, language, page, DAY))


SLIPS = {
    "{{ gaol }}": ("unknown_name", 1, 4, "goal"),
    "  {{ name }} {{ naem }}": ("unknown_name", 1, 17, "name"),
    "{% if not today %}\n{% if naem %}x{% endif %}\n{% endif %}": ("unknown_name", 2, 7, "name"),
    "{% for step in steps %}\n{% if step.words %}{{ step.tittel }}{% endif %}\n{% endfor %}": (
        "unknown_part", 2, 28, "title",
    ),
    "{% for step in stepz %}{{ step.anything }}{% endfor %}": ("unknown_name", 1, 16, "steps"),
    "{{ next_meeting.day }}": ("may_be_missing", 1, 17, None),
    "{% if name %}{{ next_meeting.clock }}{% endif %}": ("may_be_missing", 1, 30, None),
    "{% for step in steps %}{{ step.due|weekday }}{% endfor %}": ("may_be_missing", 1, 36, None),
    "{{ steps }}": ("no_text", 1, 4, None),
    "{% for step in steps %}{{ step }}{% endfor %}": ("no_text", 1, 27, None),
    "{{ practice }}": ("no_text", 1, 4, None),
    "{% for letter in name %}x{% endfor %}": ("no_list", 1, 18, None),
    "{{ name|money }}": ("wrong_filter", 1, 9, None),
    "{{ name|wekday }}": ("unknown_filter", 1, 9, "weekday"),
    "{{ name() }}": ("not_offered", 1, 1, None),
    "{% set a = 1 %}": ("not_offered", 1, 1, None),
    "{% if name %}": ("left_open", 1, 4, None),
    "{% if name %}\n{% for step in steps %}\n{% endfor %}\n\n\n": ("left_open", 1, 4, None),
    "{% if name %}{% for step in steps %}\n{% endif %}": ("syntax", 2, 1, None),
    "{% hvis name %}": ("not_offered", 1, 4, None),
    "{% fore step in steps %}{% endfore %}": ("not_offered", 1, 4, "for"),
    "{% if name == “Kari” %}x{% endif %}": ("sign", 1, 15, None),
    "Ring { office_phone }.": ("one_brace", 1, 6, None),
    "```copy 9 x\n{name}\n```": ("one_brace", 2, 1, None),
    "{% if name %}{ today | full_day }{% endif %}": ("one_brace", 1, 14, None),
    "##Målet ditt": ("heading_space", 1, 1, None),
    "#Målet": ("heading_space", 1, 1, None),
    "Les <b>dette": ("html", 1, 5, None),
    "| a | b |\n| - | - |\n| a | b | c |": ("row_long", 3, 1, None),
    "> | a |\n> | - |\n> | {{ name }} | {{ name }} |": ("row_long", 3, 3, None),
    "{% include '_siad.nb.md.j2' %}": ("piece_missing", 1, 13, "_said.nb.md.j2"),
    "{% for answer in goal %}{% for speech in answer.said %}a {{ speech.answer }}{% endfor %}{% endfor %}": (
        "misplaced", 1, 68, None,
    ),
    "#### For dypt": ("skipped", 1, 1, None),
    "{% if name %}\n## A\n{% endif %}\n### B": ("skipped", 4, 1, None),
    "{% for step in steps %}\n### A\n{% endfor %}": ("skipped", 2, 1, None),
    "# En til": ("second_title", 1, 1, None),
    "{% if name %}\n# En til\n{% endif %}": ("second_title", 2, 1, None),
    "[](https://example.org)": ("link_no_words", 1, 4, None),
    "Se [her](https://example.org).": ("link_vague", 1, 10, None),
    "{% if name %}[her](https://example.org){% endif %}": ("link_vague", 1, 20, None),
    "[Klikk her!](tel:1)": ("link_vague", 1, 14, None),
    "{% if not name %}\n[kontoret](http://example.org)\n{% endif %}": ("link_address", 2, 12, None),
    "![](a.png)": ("picture_no_words", 1, 5, None),
    "![Logo](a.png)": ("picture", 1, 9, None),
    "{% for step in steps %}\n| {{ step.title }} | a |\n{% endfor %}": ("no_header", 2, 1, None),
    "| a | |\n| - | - |\n| b | c |": ("no_column_name", 1, 1, None),
}  # fmt: skip


def test_each_slip_is_told_once_with_its_place_and_what_comes_nearest(tmp_path: Path) -> None:
    for body, (code, line, column, near) in SLIPS.items():
        found = checked(tmp_path, body)
        told = [(each.code, each.line - 3, each.column, each.suggestion) for each in found]
        assert (f"templates.{code}", line, column, near) in told, (body, told)
        assert {each.code for each in found} == {f"templates.{code}"}, (body, told)
        for language in SCREEN_LANGUAGES:
            assert "{" not in what(found[0], language) + remedy(found[0], language)


def test_all_that_is_wrong_is_told_at_once_and_pieces_have_places_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "_said.nb.md.j2").write_text("\n{{ answer.qestion }}\n", encoding="utf-8")
    body = "{% for answer in goal %}{% include '_said.nb.md.j2' %}{% endfor %}\n{{ a }}\n{{ b }}\n"
    found = checked(tmp_path, body)
    assert [(Path(each.file).name, each.line) for each in found] == [
        ("_said.nb.md.j2", 2), ("plan.nb.md.j2", 5), ("plan.nb.md.j2", 6),
    ]  # fmt: skip


RIGHT = [
    "{% if next_meeting %}{{ next_meeting.day|weekday }}{% endif %}",
    "{% if not next_meeting %}x{% elif next_meeting.clock %}{{ next_meeting.clock }}{% endif %}",
    "{% if not next_meeting or not name %}x{% else %}{{ next_meeting.place }}{% endif %}",
    "{% if name and next_meeting %}{{ next_meeting.place }}{% endif %}",
    "{{ next_meeting.place if next_meeting else name }}",
    "{% for step in steps %}{% if loop.first %}{{ step.title }}{% endif %}{% endfor %}",
    "{{ today.year }} {{ steps|count }}",
    "{% if timeline %}{{ timeline }}{% endif %}",
    "| a |\n| - |\n{% for step in steps %}\n| {{ step.title }} |\n{% endfor %}",
    "```copy 9 x\n# ikke en overskrift\n| ikke en tabell\n```",
    "[{{ office_name }}](https://example.org)",
    "| a | b |\n| - | - |\n| {{ name }} | {% if name %}b |{% else %}c |{% endif %}\n| a \\| b | c |\n| d |",
    "Nummer #1, {1}, {} og {to ord}, <https://example.org>, 1 < 2 og a <b",
    "#1",
    "```copy 9 x\n##ikke en overskrift <b>\n```",
]


@pytest.mark.xdist_group("checking")
def test_what_is_right_is_left_in_peace_and_tried(tmp_path: Path) -> None:
    found = checked(tmp_path, "\n\n".join(RIGHT))
    assert found == (), findings_text(found, "en")


def test_what_only_shows_when_it_is_tried_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = checked(tmp_path, "{% if today > name %}x{% endif %}")
    assert (found.code, found.line) == ("documents.template_mistake", 4)
    assert "plan.nb.md.j2" in what(found, "nb")
    assert remedy(found, "nb")

    def no_lock(*_: object) -> None:
        raise LockMissing(reason="x")

    monkeypatch.setattr(parent, "run", no_lock)
    assert [each.code for each in checked(tmp_path, "a")] == ["templates.untried"]


def test_what_must_stand_on_a_paper_is_missed(tmp_path: Path) -> None:
    path = tmp_path / "summary.en.md.j2"
    path.write_text("# Ours\n", encoding="utf-8")
    found = check_templates([path])
    assert {dict(each.values).get("name", each.code) for each in found} == {
        "kept", "practice", "who_can_read", "templates.no_draft",
    }  # fmt: skip
    assert len(found) == 4
    path.write_text("a draft {{ practice }}", encoding="utf-8")
    assert "templates.no_title" in {each.code for each in check_templates([path])}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("plan.nb.md.j2", "# blåbær".encode("latin-1"), "not_utf_8"),
        ("plan.nb.md.j2", b"# a\n\x1b[2J", "unseen_character"),
        ("plan.nb.md.j2", b"x" * 200_001, "templates.too_big"),
        ("plan.nb.md.j2", None, "no_file"),
        ("plam.nb.md.j2", b"# a", "templates.unknown_paper"),
        ("plan.de.md.j2", b"# a", "templates.file_name"),
        ("plan.md.j2", b"# a", "templates.file_name"),
        ("_mine.nb.md.j2", b"{{ anything }}", None),
    ],
)  # fmt: skip
def test_a_file_that_is_no_template_is_named(tmp_path: Path, name: str, content: bytes | None, code: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert [each.code for each in check_templates([tmp_path / name])] == ([code] if code else [])


@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
def test_a_list_that_counts_only_where_it_is_shipped_is_told_of(tmp_path: Path, language: str) -> None:
    (tmp_path / "basis.toml").write_text("", encoding="utf-8")
    (tmp_path / "reflection.nb.md.j2").write_text((folder() / "reflection.nb.md.j2").read_text(encoding="utf-8"))
    (found,) = check_templates([tmp_path])
    assert found.code == "templates.list_unread"
    told = finding_text(found, language)
    assert "basis.toml" in told
    assert "{basis: ability}" in told


def test_a_piece_is_parsed_once_however_many_templates_take_it_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("plan.en.md.j2", "summary.nb.md.j2", "basis.nn.md.j2"):
        (tmp_path / name).write_text((folder() / name).read_text(encoding="utf-8") + "\n", encoding="utf-8")
    _mended.cache_clear()
    parsed = list[str]()
    parse_once = Environment.parse

    def counted(self: Environment, source: str, name: str | None = None, filename: str | None = None) -> Template:
        parsed.append(name or "")
        return parse_once(self, source, name, filename)

    monkeypatch.setattr(Environment, "parse", counted)
    monkeypatch.setattr("mapper.documents.templates.checking.check._try_out", lambda _: None)
    check_templates([tmp_path])
    assert len(parsed) == len(set(parsed)) == 3 + len([*folder().glob("_*.md.j2")])


def test_all_copies_that_say_something_else_are_tried_in_one_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("plan.en.md.j2", "summary.nb.md.j2", "basis.nn.md.j2"):
        (tmp_path / name).write_text((folder() / name).read_text(encoding="utf-8") + "\n", encoding="utf-8")
    begun, run = list[str](), parent.run

    def counted(template: str, work_of: Callable[[], Work]) -> Blocks:
        begun.append(template)
        return run(template, work_of)

    monkeypatch.setattr(parent, "run", counted)
    assert check_templates([tmp_path]) == ()
    assert len(begun) == 1
