"""What an office says for the look of its papers: read, checked, written, and on the paper."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from pathlib import Path

import pytest

from mapper.documents.look import ACCENT, logo_of, look_of
from mapper.documents.render import make
from mapper.language.text import SCREEN_LANGUAGES, Text
from mapper.office.check import check_office
from mapper.office.colour import ENOUGH, contrast
from mapper.office.file import content_for, new_file, open_office, save_office
from mapper.office.logo import MOST, LogoRefusedError, read_logo
from mapper.office.model import Contact, Office, load_office
from mapper.questionnaire.findings import remedy, what
from tests.documents.people import kari

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (40).to_bytes(4) + (20).to_bytes(4) + bytes(9)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
WHOLE = """\
name: Nav Eksempelby
address:
  - Storgata 1
  - 0001 Eksempelby
phone: 12 34 56 78
colour: "#1F5C8B"
logo: logo.svg
logo_text: {nb: Eksempelby kommune, en: Municipality of Eksempelby}
footer: {nb: Åpent fra 10 til 14., en: Open from 10 to 14.}
language: nn
contacts:
  - name: Vakttelefonen
    what: {nb: Når det haster, en: When it is urgent}
    phone: 12 34 56 79
  - {name: Kari Prøve, phone: 1 2}
who_can_read: Jeg.
keep: 6 months
kept: Lenge.
"""
SAID = Office(
    name="Nav Eksempelby",
    phone="12 34 56 78",
    address=("Storgata 1", "0001 Eksempelby"),
    colour="#1f5c8b",
    logo="logo.svg",
    logo_text=Text.of({"nb": "Eksempelby kommune", "en": "Municipality of Eksempelby"}),
    footer=Text.of({"nb": "Åpent fra 10 til 14.", "en": "Open from 10 to 14."}),
    language="nn",
    contacts=(
        Contact("Vakttelefonen", Text.of({"nb": "Når det haster", "en": "When it is urgent"}), "12 34 56 79"),
        Contact("Kari Prøve", Text(()), "1 2"),
    ),
)


def office(folder: Path, content: str) -> Office:
    (folder / "office.yaml").write_text(content, encoding="utf-8")
    return load_office(folder)


def whole(folder: Path) -> Office:
    (folder / "logo.svg").write_text(SVG.format("<path d='M0 0h9'/>"), encoding="utf-8")
    return office(folder, WHOLE)


def test_all_that_an_office_says_is_read_and_nothing_is_wrong_with_it(tmp_path: Path) -> None:
    found = whole(tmp_path)
    assert replace(found, who_can_read=Text(()), keep=None, kept=Text(())) == SAID
    assert check_office(tmp_path) == ()


def test_the_look_of_papers_is_the_offices_in_the_language_of_the_paper(tmp_path: Path) -> None:
    said, now = whole(tmp_path), datetime(2026, 3, 14)
    look = look_of(said, now, "en")
    logo = logo_of(said, tmp_path, "en")
    assert (look.office, look.phone, look.address) == (said.name, said.phone, said.address)
    assert (look.footer, look.colour) == ("Open from 10 to 14.", "#1f5c8b")
    assert logo is not None
    assert (logo.kind, logo.alternative) == ("svg", "Municipality of Eksempelby")
    blank = look_of(Office(), now, "nb")
    assert (blank.colour, blank.footer, logo_of(Office(), tmp_path, "nb")) == (ACCENT, "", None)
    unsaid = replace(said, logo_text=Text(()))
    assert (logo := logo_of(unsaid, tmp_path, "nb"))
    assert logo.alternative == said.name


@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
def test_those_whom_one_can_call_stand_on_the_summary(language: str) -> None:
    told = kari(language=language)
    paper = repr(make("summary", replace(told, office=replace(told.office, contacts=SAID.contacts))))
    assert "Vakttelefonen" in paper
    assert "12 34 56 79" in paper
    assert ("When it is urgent" if language == "en" else "Når det haster") in paper
    assert "Vakttelefonen" not in repr(make("summary", told))


# --- writing


@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
def test_a_whole_file_is_written_read_back_and_explained(tmp_path: Path, language: str) -> None:
    file = open_office(tmp_path)
    content = content_for(file, SAID, language)
    assert content is not None
    save_office(file, content)
    assert load_office(tmp_path) == SAID
    (tmp_path / "logo.svg").write_text(SVG.format(""), encoding="utf-8")
    assert check_office(tmp_path) == ()
    text = content.decode()
    assert all(text.split(f"\n{key}:")[0].splitlines()[-1].startswith("# ") for key in ("address", "contacts", "logo"))
    assert content_for(open_office(tmp_path), replace(SAID, contacts=(), address=("Ny vei 2",)), language) is not None


def test_a_change_leaves_what_the_page_does_not_know(tmp_path: Path) -> None:
    said = whole(tmp_path)
    file = open_office(tmp_path)
    content = content_for(file, replace(said, phone="99"), "nb")
    assert content is not None
    assert content.decode() == WHOLE.replace("phone: 12 34 56 78", 'phone: "99"')


# --- mistakes


SLIPS = {
    "colour: red": "colour",
    "colour: #1f5c8b": "colour_bare",
    "colour: #fff": "colour",
    "colour: '#fff'": "colour",
    "colour: '#ffee88'": "colour_pale",
    "colour: [1]": "line",
    "logo: ../logo.png": "logo",
    "logo: /etc/passwd": "logo",
    "logo: 'C:\\logo.png'": "logo",
    "logo: .png": "logo",
    "logo: logo.gif": "logo",
    "logo: gone.png\nlogo_text: x": "logo_missing",
    "logo: there.png": "logo_text",
    "logo: wrong.jpg\nlogo_text: x": "logo_kind",
    "logo: big.png\nlogo_text: x": "logo_big",
    "logo: link.png\nlogo_text: x": "logo_elsewhere",
    "language: norsk": "language",
    "address: {a: b}": "address",
    "address: [a, b, c, d, e, f, g]": "address_long",
    "address: [[a]]": "address",
    "footer: [a]": "text",
    "footer: {nb: [a]}": "text",
    "footer: {nb: a, NORSK: b}": "language_code",
    f"footer: {'a' * 501}": "long",
    f"name: {'a' * 101}": "long",
    "contacts: Vera": "contacts",
    "contacts: [Vera]": "contacts",
    "contacts: [{name: Vera}]": "contact",
    "contacts: [{name: Vera, phone: 1, telefon: 2}]": "key",
    f"contacts: [{', '.join(['{name: a, phone: 1}'] * 13)}]": "contacts_many",
    "keep: soon": "keep",
    "color: '#1f5c8b'": "key",
}


def test_each_slip_is_told_with_place_and_remedy_in_every_language(tmp_path: Path) -> None:
    (tmp_path / "there.png").write_bytes(PNG)
    (tmp_path / "wrong.jpg").write_bytes(PNG)
    (tmp_path / "big.png").write_bytes(PNG + bytes(MOST))
    (tmp_path / "link.png").symlink_to(Path(__file__))
    for slip, code in SLIPS.items():
        office(tmp_path, f"# a\n{slip}\n")
        found = check_office(tmp_path)
        assert [each.code for each in found] == [f"office_yaml.{code}"], slip
        assert found[0].line == 2, slip
        for language in SCREEN_LANGUAGES:
            told = what(found[0], language) + remedy(found[0], language)
            assert "{" not in told, slip


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "empty_file"),
        ("# a", "empty_file"),
        ("- a", "not_a_mapping"),
        ("a", "not_a_mapping"),
        ("#" * 2_100_000, ""),
    ],
)
def test_a_file_that_is_no_file_of_an_office_is_not_told_to_be_a_questionnaire(
    content: str, code: str, tmp_path: Path
) -> None:
    (tmp_path / "office.yaml").write_text(content, encoding="utf-8")
    (found,) = check_office(tmp_path)
    assert found.code == f"office_yaml.{code or 'too_big'}"
    for language in SCREEN_LANGUAGES:
        told = what(found, language) + remedy(found, language)
        assert not any(word in told for word in ("{", "title", "skjema", "questionnaire"))


def test_of_thousands_of_keys_that_mean_nothing_the_first_are_told(tmp_path: Path) -> None:
    office(tmp_path, "".join(f"k{number}: v\n" for number in range(3000)))
    assert [each.line for each in check_office(tmp_path)] == [*range(1, 21)]


def test_what_cannot_be_used_is_blank_with_a_notice_and_the_rest_stands(tmp_path: Path) -> None:
    found = office(tmp_path, "name: Nav\ncolour: red\nlanguage: norsk\nlogo: ../x.png\nkeep: 1 day\n")
    assert (found.name, found.colour, found.language, found.logo) == ("Nav", "", "", "")
    assert found.notice is not None
    assert (found.notice.code, found.notice.facts["line"]) == ("office_part_unread", 2)
    found = office(tmp_path, "colour: red\nkeep: soon\n")
    assert found.notice is not None
    assert found.notice.code == "office_keep_unread"


def test_slips_are_told_in_the_order_of_their_lines(tmp_path: Path) -> None:
    office(tmp_path, "colour: red\nlogo: gone.png\nlogo_text: x\nlanguage: norsk\nkeep: soon\n")
    assert [each.line for each in check_office(tmp_path)] == [1, 2, 4, 5]


@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
def test_what_a_new_file_shows_by_examples_can_be_used(tmp_path: Path, language: str) -> None:
    lines = new_file(Office(), language).splitlines()
    for key in ("address", "footer", "contacts"):
        at = next(number for number, line in enumerate(lines) if line.startswith(f"{key}:"))
        example = [*takewhile(lambda line: line.startswith("#   "), reversed(lines[:at]))][::-1]
        read = office(tmp_path, "\n".join([f"{key}:", *(line[2:] for line in example)]))
        assert check_office(tmp_path) == (), key
        assert getattr(read, key), key


def test_near_names_are_offered(tmp_path: Path) -> None:
    office(tmp_path, "color: '#1f5c8b'\n")
    assert check_office(tmp_path)[0].suggestion == "colour"


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff") == pytest.approx(1)
    assert contrast("#000000") == pytest.approx(21)
    assert contrast("#767676") >= ENOUGH > contrast("#777777")
    assert contrast(ACCENT) == pytest.approx(7.1, abs=0.05)


# --- logos

ACTIVE = [
    "<script>1</script>",
    "<rect onload='x()'/>",
    "<a href='https://example.org'><rect/></a>",
    "<image href='https://example.org/a.png'/>",
    "<use href='other.svg#a'/>",
    "<use xmlns:x='http://www.w3.org/1999/xlink' x:href='https://example.org#a'/>",
    "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>a</p></foreignObject>",
    "<g><p xmlns='http://www.w3.org/1999/xhtml'>a</p></g>",
    "<style>@import 'https://example.org/a.css'</style>",
    "<style>rect { fill: url(https://example.org/a) }</style>",
    "<rect style='fill: url(\"data:x\")'/>",
    "<animate attributeName='href' to='javascript:x'/>",
    "<set attributeName='onload' to='x'/>",
]


@pytest.mark.parametrize("inside", ACTIVE)
def test_a_drawing_that_could_do_anything_is_refused(tmp_path: Path, inside: str) -> None:
    (tmp_path / "logo.svg").write_text(SVG.format(inside), encoding="utf-8")
    with pytest.raises(LogoRefusedError) as refused:
        read_logo(tmp_path, "logo.svg")
    assert refused.value.code == "logo_active"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "logo_active"),
        ('<?xml-stylesheet href="a.css"?><svg xmlns="http://www.w3.org/2000/svg"/>', "logo_active"),
        ("<svg/>", "logo_kind"),
        ("<html/>", "logo_kind"),
        ("no drawing", "logo_kind"),
        ("", "logo_kind"),
    ],
)
def test_what_is_no_plain_drawing_is_refused(tmp_path: Path, content: str, code: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        (tmp_path / "logo.svg").write_bytes(content.encode(encoding))
        with pytest.raises(LogoRefusedError) as refused:
            read_logo(tmp_path, "logo.svg")
        assert refused.value.code == code


def png(width: int, height: int) -> bytes:
    return PNG[:16] + width.to_bytes(4) + height.to_bytes(4) + bytes(9)


def jpg(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08" + height.to_bytes(2) + width.to_bytes(2) + bytes(12)


LEVELS = (f"<g id='a{n}'>" + f"<use href='#a{n - 1}'/>" * 10 + "</g>" for n in range(1, 9))
USED = f"<defs><g id='a0'><rect/></g>{''.join(LEVELS)}</defs><use href='#a8'/>"
HEAVY = {
    "used.svg": (SVG.format(USED).encode(), "logo_heavy"),
    "itself.svg": (SVG.format("<g id='a'><use href='#a'/></g><use href='#a'/>").encode(), "logo_heavy"),
    "deep.svg": (SVG.format("<g>" * 5000 + "</g>" * 5000).encode(), "logo_heavy"),
    "filter.svg": (SVG.format("<filter id='f'><feTurbulence numOctaves='50'/></filter>").encode(), "logo_heavy"),
    "many.svg": (SVG.format("<g/>" * 30_000).encode(), "logo_heavy"),
    "long.svg": (SVG.format(f"<text>{'a' * 100_000}</text>").encode(), "logo_heavy"),
    "spans.svg": (SVG.format(f"<text>{'<tspan>a</tspan>' * 9000}</text>").encode(), "logo_heavy"),
    "clips.svg": (SVG.format("<rect clip-path='url(#c)'/>" * 200).encode(), "logo_heavy"),
    "clear.svg": (SVG.format("<rect style='fill: red; opacity: .5'/>" * 200).encode(), "logo_heavy"),
    "mixed.svg": (SVG.format("<g style='mix-blend-mode:multiply'/>" * 200).encode(), "logo_heavy"),
    "within.svg": (SVG.format("<clipPath id='a' clip-path='url(#b)'/>" * 30).encode(), "logo_heavy"),
    "arcs.svg": (SVG.format(f"<path d='M0 0{'a1 1 0 1 1 1 1' * 2000}'/>").encode(), "logo_heavy"),
    "rules.svg": (SVG.format(f"<style>{'g{} ' * 2000}</style>{'<g/>' * 1000}").encode(), "logo_heavy"),
    "far.svg": (SVG.format("<path d='M0 0 A1e9 1e9 0 1 1 1 1'/>").encode(), "logo_heavy"),
    "wide.svg": (SVG.format("<rect width='9999999'/>").encode(), "logo_heavy"),
    "marker.svg": (SVG.format("<marker id='m'/><path marker-mid='url(#m)'/>").encode(), "logo_heavy"),
    "marked.svg": (SVG.format("<path style='fill:none;marker-end: url(#m)'/>").encode(), "logo_heavy"),
    "ruled.svg": (SVG.format("<style>path{marker:url(#m)}</style>").encode(), "logo_heavy"),
    "no-size.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "logo_size"),
    "no-width.svg": (b'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="9"/>', "logo_size"),
    "endless.svg": (b'<svg xmlns="http://www.w3.org/2000/svg" width="1e999" height="9"/>', "logo_size"),
    "ribbon.svg": (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000000000 1"/>', "logo_size"),
    "huge.png": (png(100_000, 100_000), "logo_size"),
    "ribbon.png": (png(5000, 1), "logo_size"),
    "flat.png": (png(9, 0), "logo_size"),
    "cut.png": (PNG[:14], "logo_size"),
    "huge.jpg": (jpg(65_000, 65_000), "logo_size"),
    "cut.jpg": (jpg(9, 9)[:12], "logo_size"),
}


def test_a_picture_that_takes_long_to_draw_or_has_no_size_is_refused_before_anything_draws_it(tmp_path: Path) -> None:
    for name, (content, code) in HEAVY.items():
        (tmp_path / name).write_bytes(content)
        began = time.process_time()
        with pytest.raises(LogoRefusedError) as refused:
            read_logo(tmp_path, name)
        assert refused.value.code == code, name
        assert time.process_time() - began < 5, name
    (tmp_path / "logo.jpg").write_bytes(jpg(400, 200))
    assert read_logo(tmp_path, "logo.jpg").kind == "jpg"


def test_a_drawing_as_drawing_programs_save_it_is_taken(tmp_path: Path) -> None:
    drawing = (
        "<metadata xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><r:RDF r:about='x'/></metadata>"
        "<defs><linearGradient id='g'><stop stop-color='red'/></linearGradient></defs>"
        "<style>.a { fill: url(#g) }</style><use href='#g'/><path class='a' d='M0 0'/><text>Nav</text>"
    )
    (tmp_path / "logo.svg").write_text(f"<?xml version='1.0'?>{SVG.format(drawing)}", encoding="utf-8")
    assert read_logo(tmp_path, "logo.svg").kind == "svg"
    (tmp_path / "logo.PNG").write_bytes(PNG)
    assert read_logo(tmp_path, "logo.PNG").kind == "png"
