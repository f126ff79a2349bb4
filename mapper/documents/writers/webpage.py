"""What stands around a paper as a web page: the letterhead, the foot, and how it looks. No script, nothing fetched."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from html import escape
from string import Formatter
from typing import Final

from mapper.documents.blocks import Paper
from mapper.documents.look import Logo, Look
from mapper.documents.telling import code_line, phone_line
from mapper.documents.templates.shelf import folder
from mapper.documents.writers.colour import readable
from mapper.language.catalogue import words

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""Nothing may be fetched or run, whatever stands in the page; the logo lies within it."""
_PAGE: Final = """\
<!DOCTYPE html>
<html lang="{language}"{large}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
{top}<main>
{body}</main>
{foot}</body>
</html>
"""
_LINE, _LARGE_LINE, _MOST_LINES = 84, 44, 5
"""Characters on a line in the margin under a sheet, and so many lines as have room there."""
_IN_THE_MARGIN: Final = """\
@supports (app-region: none) and selector(::details-content) {
  @media print { body > footer { display: none; } }
}
"""
"""Chromium from 131 puts the foot into the margin of each sheet. It needs no sheet of its own then."""
_JOINED, _NUMBER = " · ", 16
"""What stands between the lines of a foot, and the most characters of the number of a sheet with it."""
_KINDS = {"png": "png", "jpg": "jpeg", "svg": "svg+xml"}
_LARGE = "18pt"
_PLAIN = re.compile(r"[^0-9A-Za-z]")
_COUNTERS = {"page": "counter(page)", "pages": "counter(pages)"}


def page(paper: Paper, body: str, look: Look) -> str:
    """Put a page together around its `body`, which is HTML."""
    return _PAGE.format(
        language=escape(paper.language),
        large=' class="large"' * look.large,
        policy=_POLICY,
        title=escape(paper.title),
        style=f"{_style()}{_own_style(look, paper.language)}",
        top=_around("header", _top(look, paper.language)),
        body=body,
        foot=_around("footer", _foot(look, paper.language)),
    )


def _around(element: str, lines: Iterator[str]) -> str:
    inner = "".join(f"{line}\n" for line in lines)
    return f"<{element}>\n{inner}</{element}>\n" if inner else ""


def _top(look: Look, language: str) -> Iterator[str]:
    if look.logo:
        yield _logo(look.logo)
    if look.office:
        yield f'<p class="office">{escape(look.office)}</p>'
    if lines := [escape(line) for line in (*look.address, phone_line(look, language)) if line]:
        yield f"<p>{'<br>'.join(lines)}</p>"


def _logo(logo: Logo) -> str:
    content = b64encode(logo.content).decode()
    return f'<img src="data:image/{_KINDS[logo.kind]};base64,{content}" alt="{escape(logo.alternative)}">'


def _foot(look: Look, language: str) -> Iterator[str]:
    if lines := [escape(line) for line in look.footer.split("\n") if line]:
        yield f"<p>{'<br>'.join(lines)}</p>"
    if look.code:
        yield f"<p>{escape(code_line(look.code, language))}</p>"


# --- style


@cache
def _style() -> str:
    return (folder() / "paper.css").read_text(encoding="utf-8").replace("</", "<\\/")


def _own_style(look: Look, language: str) -> str:
    """Give the office's colour, and what stands at the foot of every printed sheet where the browser can put it."""
    code = code_line(look.code, language)
    whole = _JOINED.join(line for line in (code, *look.footer.split("\n")) if line)
    pieces = [*Formatter().parse(words("formats.sheet.page", language))]
    number = " ".join(f"{_quoted(before)} {_COUNTERS[name] if name else ''}" for before, name, _, _ in pieces)
    lines = -(-len(whole) // _LINE) if not look.large else -(-(len(whole) + _NUMBER) // _LARGE_LINE)
    fits = lines <= _MOST_LINES
    room = max(19, 9 + lines * (8 if look.large else 4)) if fits else 19
    boxes = (_large_boxes if look.large else _boxes)(whole if fits else code, number)
    return (
        f":root {{ --accent: {readable(look.colour)}; }}\n"
        f"@page {{ margin-bottom: {room}mm; {boxes} }}\n{_IN_THE_MARGIN * fits}"
    )


def _boxes(foot: str, number: str) -> str:
    return (
        f"@bottom-left {{ content: {_quoted(foot)}; padding-right: 8mm; }}"
        f" @bottom-right {{ content: {number}; white-space: nowrap; }}"
    )


def _large_boxes(foot: str, number: str) -> str:
    """Give the number of the sheet before the foot, which has the whole width of the sheet then."""
    return f"font-size: {_LARGE}; @bottom-left {{ content: {number} {_quoted(_JOINED * bool(foot) + foot)}; }}"


def _quoted(text: str) -> str:
    """Write a text for CSS with every sign as its number, so that it ends neither the text nor the style."""
    written = _PLAIN.sub(lambda found: "\\" + format(ord(found[0]), "x") + " ", text)
    return f'"{written}"'
