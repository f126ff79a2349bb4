"""`mapper new`: a few questions, and a questionnaire file to begin from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import click

from mapper.commands.options import language_option, told_in
from mapper.commands.writing import told_unwritten
from mapper.console import OK, Command, say
from mapper.fault import Fault
from mapper.language.catalogue import words
from mapper.language.text import SCREEN_LANGUAGES
from mapper.settings import Settings

Kind = TypeVar("Kind", bound=str)


class NameTaken(Fault):
    """Tell that a questionnaire that comes with the program has this id. Facts: id."""

    code = "new_name_taken"


class FileThere(Fault):
    """Tell that a file of this name is there already, and was left alone. Facts: path."""

    code = "new_file_there"


def new_command(language: str, settings: Callable[[str | None], Settings]) -> Command:
    """Make the command, told in one language."""

    def write(*, out: Path | None, language: str | None) -> int:
        reader = told_in(language)
        chosen = settings(language)
        return _write(out or chosen.office / "questionnaires", reader, partial(_asked_in_core, chosen))

    return Command(
        "new",
        callback=write,
        params=[
            click.Option(
                ["--out"], type=click.Path(path_type=Path), metavar="DIR", help=words("cli.new.out", language)
            ),
            language_option(language),
        ],
        help=words("cli.new.about", language),
    )


def _write(folder: Path, reader: str, asked: Callable[[], tuple[str, ...]]) -> int:
    from mapper.files import write_whole
    from mapper.questionnaire.naming import id_of
    from mapper.questionnaire.schema import FILE_NAME, schema_text
    from mapper.questionnaire.starting import TYPES, Start, starting_file

    def ask(name: str) -> str:
        return str(click.prompt(words(f"new.ask.{name}", reader), prompt_suffix=" "))

    say(words("new.lead", reader))
    title = ask("title")
    path = _free(folder / f"{id_of(title)}.yaml")
    pack = _choose("kind", ("pack", "whole"), reader) == "pack"
    part, question = ask("part"), ask("question")
    kind = _choose("type", TYPES, reader)
    more = _choose("languages", ("none", *(code for code in SCREEN_LANGUAGES if code != reader), "all"), reader)
    others = tuple(code for code in SCREEN_LANGUAGES if code != reader and more in (code, "all"))
    start = Start(title, part, question, kind, (reader, *others), pack, asked() if pack else ())
    with told_unwritten(path):
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, starting_file(start, reader).encode(), mode=0o644)
        write_whole(folder / FILE_NAME, schema_text().encode(), mode=0o644)  # the first line of the file names it
    say(words("new.done", reader, path=path, preview=f"mapper preview {path}", check=f"mapper check {path}"))
    return OK


def _asked_in_core(settings: Settings) -> tuple[str, ...]:
    """Name the questions of the core in use; none where it cannot be read."""
    from mapper.questionnaire.library import Library
    from mapper.questionnaire.source import UnreadableError

    library = Library.of(settings.office, settings.data)
    path = library.core()
    try:
        form = library.read(path).form if path is not None else None
    except UnreadableError:
        form = None
    sections = form.sections if form is not None else ()
    return tuple(f"{section.id}.{question.id}" for section in sections for question in section.questions)


def _free(path: Path) -> Path:
    """Give a path where nothing is yet. Raises FileThere, NameTaken or FileUnwritten."""
    from mapper.questionnaire.library import shipped_folder

    with told_unwritten(path):
        if path.exists():
            raise FileThere(path=str(path))
    if (shipped_folder() / path.name).exists():  # it would stand in place of that one
        raise NameTaken(id=path.stem)
    return path


def _choose(name: str, known: tuple[Kind, ...], reader: str) -> Kind:
    """Ask for one of several by its number."""
    say(words(f"new.ask.{name}", reader))
    for number, each in enumerate(known, 1):
        say(f"  {number}  {words(f'new.{name}.{each}', reader)}")
    while True:
        typed = str(click.prompt(words("new.ask.number", reader), prompt_suffix=" ")).strip()
        if typed in [str(number) for number in range(1, len(known) + 1)]:
            return known[int(typed) - 1]
        say(words("new.ask.again", reader, n=len(known)))
