"""Run hostile templates in the locked child, with the grammar and the sandbox taken away so that only the lock is left.

A process of its own, so that the memory of its children is theirs alone. Prints, as JSON, for each name what came of
it, in how many seconds, and the most memory that any child held.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from mapper.documents.blocks import plain, walk
from mapper.documents.render import page_of
from mapper.documents.templates.locked.parent import BOOT, run
from mapper.documents.templates.locked.work import Work
from mapper.fault import Fault
from tests.documents.people import kari

UNGUARDED = """
import jinja2, jinja2.ext
from mapper.documents.templates import filling as templates
def plain_jinja(loader):
    environment = jinja2.Environment(loader=loader, undefined=templates._Unknown, finalize=templates._print)
    environment.filters.update({name: templates.environment(loader).filters[name] for name in ("weekday", "money")})
    return environment
kept = templates.environment
templates.check = lambda *_: None
templates.fill_from = lambda texts, name, language, page, today: templates._filled(
    (kept if name == "a" else plain_jinja)(templates._Texts(texts)), name, language, page, today)
import mapper.documents.templates.locked.child as child
child.fill_from = templates.fill_from
loaded = "{{ [1]|batch(1)|list }}{{ 'a'|indent }}{% macro m() %}{% endmacro %}{{ m() }}"
jinja2.Environment().from_string(loaded).render()
"""
"""A plain Jinja instead of ours: no whitelist, no sandbox, every filter and every global."""

PYTHON = "{{% set run = cycler.__init__.__globals__.__builtins__ %}}{{{{ run.{} }}}}"
NESTED = "{% for a in range(99999) %}" * 6 + "x" + "{% endfor %}" * 6
BOMBS = {
    "power": "{{ 9 ** 999999999 }}",
    "nested": NESTED,
    "flood": "{% for a in range(99999999) %}abcdefgh {% endfor %}",
    "text": "{{ 'a' * 10**9 }}",
    "recursion": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "doubling": "{% set n = namespace(a='a') %}{% for i in range(99) %}{% set n.a = n.a ~ n.a %}{% endfor %}{{ n.a }}",
    "paper": "{% for a in range(500000) %}abcdefgh {% endfor %}",
    "indent": "{{ 'a\nb'|indent(5 * 10**8) }}",
    "batch": "{{ [1]|batch(10**10, 'x')|list|count }}",
    "quotes": ">" * 150_000 + " a",
}
REACHING = {
    "read": "open('/etc/passwd').read()",
    "write": "open('/tmp/mapper-escaped', 'w')",
    "socket": "__import__('socket').socket()",
    "shell": "__import__('os').popen('touch /tmp/mapper-escaped')",
    "environment": "__import__('os').environ['HOME']",
    "unlimited": "__import__('resource').setrlimit(7, (99, 99))",
    "null": "__import__('ctypes').string_at(0)",
    "exit": "__import__('os')._exit(0)",
    "forged": "__import__('os').write(1, '[1]'.encode()) ~ run.__import__('os')._exit(0)",
}
ALL = {**BOMBS, **{name: PYTHON.format(code) for name, code in REACHING.items()}}
PAGE = page_of("summary", kari())


def outcome(name: str, source: str) -> dict[str, object]:
    """Run one, and tell what came of it."""
    began = time.monotonic()
    work = Work("x.nb.md.j2", "nb", date(2026, 3, 14), PAGE, {"x.nb.md.j2": source})
    try:
        blocks = run(work.template, lambda: work, UNGUARDED + BOOT)
        told = " ".join(plain(block.inlines) for block in walk(blocks) if hasattr(block, "inlines"))[:200]
    except Fault as fault:
        told = fault.code
    return {"name": name, "told": told, "seconds": time.monotonic() - began}


def main() -> None:
    """Run them all, a few at a time."""
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda item: outcome(*item), ALL.items()))
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    json.dump({"found": {each["name"]: each for each in found}, "most": most}, sys.stdout)


if __name__ == "__main__":
    main()
