"""Fill in templates: Markdown with a little Jinja, one file for each document and language.

A template gives Markdown in which every printed value is one placeholder. It is told one frozen page and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from traceback import walk_tb
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateError, TemplateSyntaxError, meta, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mapper.documents.faults import (
    CannotBePrinted,
    TemplateFlood,
    TemplateMissing,
    TemplateMistake,
    UnknownName,
)
from mapper.documents.templates.grammar import check
from mapper.documents.templates.placeholders import Placeholders, TooManyError, UnprintableError
from mapper.documents.templates.shelf import ENDING, NAME, folder, name_of, read, written_in
from mapper.language import form

_TAG_ON_ITS_OWN = re.compile(r"^[ \t]*((?:\{%(?:(?!%\})[^\n])*%\}|\{#(?:(?!#\})[^\n])*#\})+)[ \t]*\n", re.MULTILINE)
_PRINTED = "_printed"


@dataclass(frozen=True, slots=True)
class Filled:
    """A template filled in: Markdown with placeholders, what they stand for, and the language it is written in."""

    template: str
    language: str
    markdown: str
    printed: Placeholders


def fill(document: str, language: str, page: object, today: date, shelf: Path | None = None) -> Filled:
    """Fill in the template of a document for a reader of `language`. `page` is a dataclass; its fields are the names.

    Raises TemplateMissing, TemplateUnreadable, TemplateMistake, NotOffered, UnknownName, CannotBePrinted or
    TemplateFlood.
    """
    shelf = shelf or folder()
    written = written_in(document, language, shelf)
    return _filled(_shipped(shelf), name_of(document, written), written, page, today)


def fill_from(texts: Mapping[str, str], name: str, language: str, page: object, today: date) -> Filled:
    """Fill in one of several templates that are at hand as texts, by name. Raises what `fill` raises."""
    return _filled(environment_of_texts(texts), name, language, page, today)


def included(name: str) -> frozenset[str]:
    """Name the pieces that a shipped template takes in."""
    found = meta.find_referenced_templates(_shipped(folder()).parse(read(folder() / name)))
    return frozenset(piece for piece in found if piece)


def _filled(environment: Environment, name: str, language: str, page: object, today: date) -> Filled:
    printed = Placeholders(language, today)
    told = {**_told(page), _PRINTED: printed}
    return Filled(name, language, _rendered(environment, name, told), printed)


def _told(page: object) -> dict[str, Any]:
    return {field.name: getattr(page, field.name) for field in fields(page)} if is_dataclass(page) else {}


def _rendered(environment: Environment, name: str, told: Mapping[str, object]) -> str:
    try:
        return environment.get_template(name).render(told)
    except UnknownNameError as error:
        template, line = place_of(error, name)
        names = error.known or [each for each in told if each != _PRINTED]
        near = get_close_matches(error.name, names, n=3, cutoff=0.5)
        raise UnknownName(template=template, line=line, name=error.name, near=", ".join(near) or "–") from None
    except UnprintableError as error:
        template, line = place_of(error, name)
        raise CannotBePrinted(template=template, line=line) from None
    except TooManyError:
        raise TemplateFlood(template=name) from None
    except TemplateSyntaxError as error:
        raise TemplateMistake(template=error.name or name, line=error.lineno) from None
    except TemplateError as error:
        template, line = place_of(error, name)
        raise TemplateMistake(template=template, line=line) from None


def place_of(error: BaseException, name: str) -> tuple[str, int]:
    """Find the template and line where an error arose; Jinja writes both into the traceback."""
    places = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    return next((place for place in reversed(places) if place[0].endswith(ENDING)), (name, 1))


# --- the environment: nothing but what the grammar offers


class UnknownNameError(Exception):
    """A name that the page does not have; `known` are the names beside it, none for names of the page itself."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known


class _Unknown(StrictUndefined):
    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        """Stand in for Jinja's English message: it is asked for wherever an unknown name is used."""
        owner = self._undefined_obj
        raise UnknownNameError(
            str(self._undefined_name or ""), [f.name for f in fields(owner)] if is_dataclass(owner) else []
        )


class _Shelf(BaseLoader):
    """Reads templates from a folder."""

    def __init__(self, shelf: Path) -> None:
        self._shelf = shelf

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Read one template and look whether it says only what templates may say."""
        path = self._shelf / template
        if not NAME.fullmatch(template) or not path.is_file():
            raise TemplateMissing(template=template)
        written = path.stat().st_mtime_ns
        source = _checked(environment, template, read(path))
        return source, template, lambda: path.is_file() and path.stat().st_mtime_ns == written


class _Texts(BaseLoader):
    """Gives templates out of texts."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Give one template and look whether it says only what templates may say."""
        if template not in self._texts:
            raise TemplateMissing(template=template)
        return _checked(environment, template, self._texts[template]), template, lambda: True


def prepared(text: str) -> str:
    """Let a line that holds only tags leave no line: its line feed goes into a comment, so lines keep their numbers."""
    return _TAG_ON_ITS_OWN.sub(r"\1{#\n#}", text)


def environment_of_texts(texts: Mapping[str, str]) -> Environment:
    """Make the environment of templates that are at hand as texts, by name."""
    return environment(_Texts(texts))


def _checked(environment: Environment, name: str, text: str) -> str:
    """Make a template of a text. Raises NotOffered or TemplateSyntaxError."""
    source = prepared(text)
    check(environment.parse(source, name), name, frozenset(environment.filters))
    return source


@cache
def _shipped(shelf: Path) -> Environment:
    return environment(_Shelf(shelf))


def environment(loader: BaseLoader) -> Environment:
    """Make an environment that offers a template its page and a few ways of writing values, and nothing else."""
    environment = ImmutableSandboxedEnvironment(
        loader=loader,
        undefined=_Unknown,
        finalize=_print,
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.tests.clear()
    environment.filters = {
        "weekday": _weekday,
        "month": _month,
        "short_day": _short_day,
        "full_day": _full_day,
        "money": _money,
        "count": len,
    }
    return environment


@pass_context
def _print(context: Context, value: object) -> str:
    """Put one value by and print what stands for it; asked for at run time, so that no value is folded into code."""
    return _printed(context).keep(_known(value))


def _printed(context: Context) -> Placeholders:
    found = context[_PRINTED]
    assert isinstance(found, Placeholders)  # noqa: S101 - put there by `fill`
    return found


def _known(value: object) -> object:
    """Give the value, or let an unknown name say so. Raises UnknownNameError."""
    if isinstance(value, _Unknown):
        str(value)
    return value


def _typed(value: object, kind: type[Any]) -> Any:
    if not isinstance(_known(value), kind):
        raise UnprintableError
    return value


@pass_context
def _weekday(context: Context, value: object) -> str:
    printed = _printed(context)
    return form.weekday(_typed(value, date), printed.language, printed.today)


@pass_context
def _month(context: Context, value: object) -> str:
    return form.month(_typed(value, date), _printed(context).language)


@pass_context
def _short_day(context: Context, value: object) -> str:
    return form.short_day(_typed(value, date), _printed(context).language)


@pass_context
def _full_day(context: Context, value: object) -> str:
    written = form.day(_typed(value, date), _printed(context).language)
    return written.replace(" ", form.NO_BREAK, 1)


@pass_context
def _money(context: Context, value: object) -> str:
    return form.money(_typed(value, Decimal), _printed(context).language)
