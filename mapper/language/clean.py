"""The one cleaner of text that a person typed, pasted, or wrote into a file.

What it takes away can move a cursor, turn a line around, hide letters, or stand in for an answer in a document.
"""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = (
    "\u0000-\u0008\u000b-\u001f\u007f-\u009f"  # C0 and C1 controls, but for tab and line feed
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # marks that turn, join or hide text
    "\ud800-\udfff"  # lone surrogates
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"  # noncharacters and interlinear marks
    "\ue000-\uf8ff\U000f0000-\U0010ffff"  # private use: documents put placeholders there
    "\U000e0000-\U000e0fff"  # tags
)
UNWANTED = re.compile(f"[{_UNSEEN}]")
"""Matches one character that no text may hold. U+200C and U+200D stay: Persian, Kurdish and emoji need them."""


def clean(text: str) -> str:
    """Make typed, pasted or stored text safe to show anywhere: composed (NFC), lines kept, nothing unseen in it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", UNWANTED.sub("", lines.replace("\t", " ")))


def clean_line(text: str) -> str:
    """Make text safe and put it on one line, with single spaces and none at the ends."""
    seen = text if text.isascii() and text.isprintable() else clean(text)  # long lists are mostly days and numbers
    return " ".join(seen.split())
