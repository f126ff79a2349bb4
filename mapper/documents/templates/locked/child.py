"""The locked child: reads its work, locks itself in, fills in the template, and answers.

What it needs is loaded before the lock closes, since no file can be opened afterwards.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import jinja2.debug  # noqa: F401 - jinja2 loads it when something goes wrong
from babel import dates, numbers  # noqa: F401 - loaded by the first day or amount

from mapper.documents.blocks import Blocks
from mapper.documents.faults import TemplateDeep, TemplateFlood, TemplateHungry, TemplateMistake
from mapper.documents.templates.filling import fill_from, place_of
from mapper.documents.templates.locked.limits import UnlockedError, lock_in
from mapper.documents.templates.locked.work import MOST_ANSWERED, NO_LOCK, Work, figures_of, pack
from mapper.documents.templates.parse import parse
from mapper.fault import Fault
from mapper.language.text import Text


def main() -> None:
    """Do one piece of work and end; to look for garbage on the way takes longer than the work."""
    gc.disable()
    work = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent
    for language in {each.language for each in (work, *work.also)}:
        _warm_up(language)
    try:
        lock_in()
    except UnlockedError:
        os._exit(NO_LOCK)
    _write(_answer(work))
    os._exit(0)


def _answer(work: Work) -> bytes:
    """Give what came of it. Whatever goes wrong in a template is told by its place."""
    try:
        answer = pack(_outcome(work), figures_of(work.page))
    except RecursionError:
        return pack(TemplateDeep(template=work.template, line=1), ())
    except MemoryError:
        return pack(TemplateHungry(template=work.template), ())
    return answer if len(answer) <= MOST_ANSWERED else pack(TemplateFlood(template=work.template), ())


def _outcome(work: Work) -> Blocks | Fault:
    for each in work.also:
        if isinstance(fault := _of_one(each), Fault):
            return fault
    return _of_one(work)


def _of_one(work: Work) -> Blocks | Fault:
    try:
        return parse(fill_from(work.texts, work.template, work.language, work.page, work.today))
    except Fault as fault:
        return fault
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        template, line = place_of(error, work.template)
        return TemplateMistake(template=template, line=line)


def _write(answer: bytes) -> None:
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


# --- loading


@dataclass(frozen=True, slots=True)
class _Sample:
    words: Text
    days: tuple[date, ...]
    amount: Decimal


_EVERYTHING = """# {{ words }}
{% for day in days %}
{% if loop.first %}- {{ day|weekday }} {{ day|month }} {{ day|short_day }} {{ day|full_day }}{% endif %}
{% endfor %}
| a |
| - |
| **{{ amount|money }}** {{ amount }} [é](tel:1) {{ days|count }}{{ "é\\u00e9" if days and not amount == 2.5 else 3 }} |

{% include "_a" %}

> {{ words }}

```copy 5 a
{{ words }}
```
"""

_PIECE = "*é* &amp; \\\\ `a`\n\n---\n"


def _warm_up(language: str) -> None:
    """Let everything load that loads when it is first used, in a language of the papers."""
    sample = _Sample(Text.of({language: "a"}), (date(2026, 3, 14),), Decimal("1.5"))
    for text in (_EVERYTHING, "{{ unknown }}", "{{ days }}"):
        try:
            parse(fill_from({"a": text, "_a": _PIECE}, "a", language, sample, date(2026, 3, 14)))
        except Fault:
            continue


if __name__ == "__main__":
    main()
