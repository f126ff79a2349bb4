"""The office's own templates: used before the shipped ones, locked in, and never able to harm anything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from mapper.documents.faults import (
    LockMissing,
    OfficeListUnread,
    OfficeTemplateRefused,
    TemplateBroken,
    TemplateDeep,
    TemplateElsewhere,
    TemplateFlood,
    TemplateHungry,
    TemplateMissing,
    TemplateSlow,
    TemplateUnreadable,
    UnknownName,
)
from mapper.documents.render import PAGES, make, page_of
from mapper.documents.templates.locked import child, limits, parent
from mapper.documents.templates.locked.codec import UndecodableError
from mapper.documents.templates.locked.parent import BOOT, SECONDS, run
from mapper.documents.templates.locked.work import Work, figures_of, pack, unpack
from mapper.documents.templates.office import make_in
from mapper.documents.templates.shelf import MOST, folder
from mapper.fault import Fault
from mapper.language.telling import tell
from tests.documents.people import kari
from tests.test_imports import loaded

ROOT = Path(__file__).parents[3]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Make an office's folder of templates; the office's folder is its parent."""
    (tmp_path / "templates").mkdir()
    return tmp_path / "templates"


def copy(shelf: Path, name: str, change: Callable[[str], str]) -> None:
    (shelf / name).write_text(change((folder() / name).read_text(encoding="utf-8")), encoding="utf-8")


# --- which template is used


def test_an_office_template_wins_and_says_the_rest_as_the_shipped_one(shelf: Path) -> None:
    for document in ("summary", "plan", "basis"):
        copy(shelf, f"{document}.nb.md.j2", lambda text: f"{text}\n\nEksempelby\n")
        made, shipped = make_in(shelf.parent, document, kari()), make(document, kari())
        assert made.paper.title == shipped.title
        assert made.paper.blocks[: len(shipped.blocks)] == shipped.blocks
        assert len(made.paper.blocks) == len(shipped.blocks) + 1
        assert made.notices == ()


def test_one_piece_of_the_office_changes_every_paper_that_takes_it_in_and_no_other(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy(shelf, "_said.nb.md.j2", lambda text: text.replace("Du sa", "Du sa her"))
    assert "Du sa her" in repr(make_in(shelf.parent, "summary", kari()).paper)
    monkeypatch.setattr(parent, "run", lambda _: pytest.fail("the basis takes in no piece of this office"))
    assert make_in(shelf.parent, "basis", kari()).paper == make("basis", kari())


def test_a_copy_that_nobody_changed_counts_as_shipped(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for template in folder().glob("*.md.j2"):
        (shelf / template.name).write_bytes(template.read_bytes().replace(b"\n", b"\r\n"))
    monkeypatch.setattr(parent, "run", lambda _: pytest.fail("nothing here is the office's own"))
    assert make_in(shelf.parent, "summary", kari()).paper == make("summary", kari())


def test_a_nynorsk_reader_gets_the_shipped_nynorsk_before_the_offices_bokmaal(shelf: Path) -> None:
    copy(shelf, "summary.nb.md.j2", lambda text: text.replace("Min oppsummering", "Vår"))
    assert make_in(shelf.parent, "summary", kari(language="nn")).paper == make("summary", kari(language="nn"))


@pytest.mark.parametrize(
    ("make_file", "fault"),
    [
        (lambda path: path.write_bytes("blåbær".encode("latin-1")), TemplateUnreadable),
        (lambda path: path.write_bytes("blåbær".encode("utf-16")), TemplateUnreadable),
        (lambda path: path.write_bytes(b"a\x1b[2J"), TemplateUnreadable),
        (lambda path: path.write_bytes(b"x" * (MOST + 1)), TemplateUnreadable),
        (lambda path: path.write_bytes(bytes(50_000_000)), TemplateUnreadable),
        (lambda path: path.symlink_to("/etc/passwd"), TemplateElsewhere),
        (lambda path: path.symlink_to(ROOT / "README.md"), TemplateElsewhere),
        (lambda path: path.symlink_to("gone"), TemplateMissing),
        (lambda path: path.mkdir(), TemplateMissing),
        (os.mkfifo, TemplateMissing),
    ],
    ids=["latin-1", "utf-16", "escape", "big", "50 MB", "link", "link to text", "dangling", "folder", "pipe"],
)  # fmt: skip
@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights on Windows")
def test_a_file_that_is_no_template_is_named(
    make_file: Callable[[Path], object], fault: type[Fault], shelf: Path
) -> None:
    make_file(shelf / "summary.nb.md.j2")
    with pytest.raises(fault) as caught:
        make_in(shelf.parent, "summary", kari())
    assert caught.value.facts == {"template": "summary.nb.md.j2"}


@pytest.mark.parametrize("written", ["", "\ufeff\n\n", "{% if not practice or practice %}{% endif %}", "{# bare #}"])
def test_no_paper_is_empty(written: str, shelf: Path) -> None:
    (shelf / "summary.nb.md.j2").write_text(written, encoding="utf-8")
    with pytest.raises(TemplateBroken):
        make_in(shelf.parent, "summary", kari())


def test_a_link_to_another_template_of_the_office_is_one(shelf: Path) -> None:
    (shelf / "ours.txt").write_text("# Vår", encoding="utf-8")
    (shelf / "summary.nb.md.j2").symlink_to("ours.txt")
    assert make_in(shelf.parent, "summary", kari()).paper.title == "Vår"


# --- what is wrong comes back as it is told of shipped ones


WRONG: dict[str, tuple[str, dict[str, object]]] = {
    "{{ gaol }}": ("documents_unknown_name", {"line": 3, "name": "gaol", "near": "goal"}),
    "{{ name|upper }}": ("documents_not_offered", {"line": 3, "what": "|upper"}),
    "{{ cycler.__init__.__globals__ }}": ("documents_not_offered", {"line": 3, "what": ".__globals__"}),
    "{{ steps }}": ("documents_cannot_be_printed", {"line": 3}),
    "{% if name %}": ("documents_template_mistake", {"line": 3}),
    "{% if today > name %}{% endif %}": ("documents_template_mistake", {"line": 3}),
    "{% include '_none.nb.md.j2' %}": ("documents_template_missing", {"template": "_none.nb.md.j2"}),
    "{% include '_said.nb.md.j2' %}": ("documents_unknown_name", {"template": "_said.nb.md.j2", "line": 2}),
    "a {{ picture }} b": ("documents_misplaced_value", {}),
    "{{ name" + ".a" * 200 + " }}": ("documents_template_deep", {"line": 3}),
    "{% for s in steps %}" * 20 + "{% endfor %}" * 20: ("documents_template_deep", {"line": 3}),
    "{{ " + "(" * 9000 + "1" + ")" * 9000 + " }}": ("documents_template_deep", {"line": 1}),
    "[a](http://example.org)": ("documents_link_refused", {"link": "http://example.org"}),
}


def test_a_mistake_is_told_with_template_line_and_nearest_names() -> None:
    said = (folder() / "_said.nb.md.j2").read_text(encoding="utf-8")
    page = page_of("summary", kari())

    def fault_of(source: str) -> Fault:
        texts = {"summary.nb.md.j2": f"# a\n\n{source}\n", "_said.nb.md.j2": said}
        with pytest.raises(Fault) as caught:
            run("summary.nb.md.j2", lambda: Work("summary.nb.md.j2", "nb", date(2026, 3, 14), page, texts))
        return caught.value

    with ThreadPoolExecutor(4) as pool:
        found = dict(zip(WRONG, pool.map(fault_of, WRONG), strict=True))
    for source, (code, facts) in WRONG.items():
        assert found[source].code == code, source
        assert {"template": "summary.nb.md.j2", **facts}.items() <= found[source].facts.items(), source


# --- where there is no lock


def without_lock() -> str:
    return "import mapper.documents.templates.locked.limits as l; l.MEMORY = l._OUT_OF_BOUNDS * 2\n" + BOOT


def test_a_child_that_cannot_lock_itself_in_reads_no_template(shelf: Path) -> None:
    with pytest.raises(LockMissing):
        run("a", lambda: Work("a", "nb", date(2026, 3, 14), page_of("summary", kari()), {"a": "# a"}), without_lock())


def test_the_clock_runs_while_the_child_is_told_what_stands_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parent, "SECONDS", 0.05)

    def work() -> Work:
        time.sleep(0.2)
        return Work("a", "nb", date(2026, 3, 14), page_of("summary", kari()), {"a": "# a"})

    with pytest.raises(TemplateSlow):
        run("a", work)


@pytest.mark.parametrize("how", ["frozen", "gone"])
def test_where_nothing_can_be_locked_in_shipped_templates_are_used_and_it_is_said(
    how: str, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy(shelf, "summary.nb.md.j2", lambda _: "# Vår")
    if how == "frozen":
        monkeypatch.setattr(sys, "frozen", True, raising=False)
    else:
        monkeypatch.setattr(sys, "executable", str(shelf / "python"))
    made = make_in(shelf.parent, "summary", kari())
    assert made.paper == make("summary", kari())
    (notice,) = made.notices
    assert isinstance(notice, OfficeTemplateRefused)
    assert notice.facts == {"path": str(shelf / "summary.nb.md.j2"), "reason": "python"}


def test_a_list_that_counts_only_where_it_is_shipped_is_told_of_with_the_paper_that_goes_by_it(shelf: Path) -> None:
    for name in ("basis.toml", "reflection.toml"):
        copy(shelf, name, lambda text: text)
    assert make_in(shelf.parent, "basis", kari()).notices == ()
    for name in ("basis.toml", "reflection.toml"):
        copy(shelf, name, lambda text: f"{text}\n# vår egen\n")
    for document, name in (("basis", "basis.toml"), ("reflection", "reflection.toml")):
        made = make_in(shelf.parent, document, kari())
        assert made.paper == make(document, kari())
        assert [(type(each), each.facts["path"]) for each in made.notices] == [(OfficeListUnread, str(shelf / name))]
    assert make_in(shelf.parent, "summary", kari()).notices == ()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_end_is_told_in_words(language: str) -> None:
    for fault in (
        TemplateElsewhere(template="a"), TemplateSlow(template="a", seconds=5), TemplateHungry(template="a"),
        TemplateDeep(template="a", line=1), TemplateFlood(template="a"),
        TemplateBroken(template="a"), OfficeTemplateRefused(path="a", reason="b"),
        LockMissing(reason="a"), OfficeListUnread(path="a", file="b"),
    ):  # fmt: skip
        told = tell(fault.code, fault.facts, language)
        assert "{" not in (told.says + told.do).replace("{basis: ability}", "")
        assert told.do


# --- the lock itself


@pytest.fixture(scope="module")
def bombs() -> Mapping[str, Any]:
    """Run every bomb at full limits, without the grammar and the sandbox, in a process that has nothing else."""
    command = [sys.executable, "-m", "tests.documents.templates.bombs"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=120)
    found: Mapping[str, Any] = json.loads(ended.stdout)
    return found


ENDED = {"documents_template_deep", "documents_template_slow", "documents_template_hungry", "documents_template_flood"}


@pytest.mark.xdist_group("bombs")
@pytest.mark.skipif(sys.platform == "win32", reason="bombs are measured with getrusage")
def test_every_bomb_ends_within_six_seconds_and_400_mb(bombs: Mapping[str, Any]) -> None:
    for name in ("power", "nested", "flood", "text", "recursion", "doubling", "paper", "indent", "batch"):
        assert bombs["found"][name]["told"] in ENDED, name
    assert bombs["found"]["paper"]["told"] == "documents_template_flood"
    assert max(each["seconds"] for each in bombs["found"].values()) < SECONDS + 1
    assert bombs["most"] <= limits.MEMORY


@pytest.mark.xdist_group("bombs")
@pytest.mark.skipif(sys.platform == "win32", reason="the job object does not close files")
def test_code_that_gets_out_of_jinja_reaches_nothing(bombs: Mapping[str, Any]) -> None:
    for name in ("read", "write", "socket", "shell", "unlimited", "null"):
        assert bombs["found"][name]["told"] == "documents_template_mistake", name
    assert bombs["found"]["environment"]["told"] == "documents_unknown_name"
    for name in ("exit", "forged"):
        assert bombs["found"][name]["told"] == "documents_template_broken", name
    assert not Path("/tmp/mapper-escaped").exists()  # noqa: S108 - nothing is written there


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"blocks": []}x', b'{"blocks": [], "more": 1}',
        b'{"fault": "vault_missing", "facts": {}}', b'{"fault": "documents_template_missing", "facts": {}}',
        b'{"fault": "documents_template_missing", "facts": {"template": 1}}',
        b'{"fault": "documents_template_mistake", "facts": {"template": "a", "line": "1"}}',
        b'{"fault": "documents_template_missing", "facts": {"template": "a", "more": "b"}}',
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_not_believed(answer: bytes) -> None:
    with pytest.raises(UndecodableError):
        unpack(answer, ())


def test_what_a_fault_names_is_cleaned_and_short() -> None:
    long = UnknownName(template="a", line=1, name="x\x1b[2J" * 400, near="")
    with pytest.raises(UnknownName) as caught:
        unpack(pack(long, ()), ())
    assert "\x1b" not in str(caught.value.facts["name"])
    assert len(str(caught.value.facts["name"])) <= 300


def test_a_drawing_is_never_taken_from_the_child() -> None:
    figures = figures_of(page_of("summary", kari()))
    assert figures
    assert unpack(pack(figures, figures), figures) == figures
    assert b"svg" not in pack(figures, figures)


def test_no_page_brings_the_questionnaire_along_into_the_child(tmp_path: Path) -> None:
    """What the child loads counts in its seconds and its memory, and nothing of that fills in a template."""
    pages = {get_type_hints(page)["return"].__module__ for page in PAGES.values()}
    code = "\n".join(f"import {module}" for module in (child.__name__, *sorted(pages)))
    assert loaded(code, tmp_path) & {"pydantic", "mapper.questionnaire.model"} == set()
