"""Make the page of keys from the program's own registry. Run `python docs/make_keys.py` after a change to a key."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from mapper.language.catalogue import words
from mapper.tui.keys import CHOOSING, EVERYWHERE, KEYS, LARGE, MEETING, WRITING, Key

PAGE = Path(__file__).with_name("keys.md")
_HEAD = "# Keys\n\nEvery key is also a button. **F1** shows the keys of the page that you are on.\n"
_PLACES = {EVERYWHERE: "Everywhere", MEETING: "In a talk", WRITING: "Where you write", CHOOSING: "Choosing"}


def keys_page() -> str:
    """Write every key, what it does and where it works, as a table for each place."""
    places = [*_PLACES, *dict.fromkeys(key.where for key in KEYS if key.where not in {*_PLACES, LARGE})]
    told = sorted((key for key in KEYS if key.where in places), key=lambda key: places.index(key.where))
    return "\n".join([_HEAD, *(_table(where, tuple(keys)) for where, keys in groupby(told, key=lambda key: key.where))])


def _table(where: str, keys: tuple[Key, ...]) -> str:
    title = _PLACES.get(where) or f"In {where}"
    rows = "\n".join(f"| {key.label} | {words(key.tip, 'en')} |" for key in keys)
    return f"## {title}\n\n| key | what it does |\n|---|---|\n{rows}\n"


if __name__ == "__main__":
    PAGE.write_text(keys_page(), encoding="utf-8")
