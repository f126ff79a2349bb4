"""Commands that speak the reader's language: help, slips on the command line, and how a command ends.

Exit codes: 0 it went well; 1 something was found or could not be done, and was told; 2 the command line was not
understood; 70 a mistake in the program; 130 interrupted.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, TextIO

import click

from mapper.fault import Fault
from mapper.language.catalogue import words
from mapper.language.telling import tell

OK, TOLD, MISUSED, MISTAKEN, INTERRUPTED = 0, 1, 2, 70, 130

_SUBCOMMANDS = "[COMMAND] [ARGS]..."


class Misused(Fault):
    """Base of what is wrong with a command line."""


class CommandUnknown(Misused):
    """Tell that there is no such command. Facts: name, known."""

    code = "cli_no_command"


class OptionUnknown(Misused):
    """Tell that there is no such option. Facts: name, help."""

    code = "cli_no_option"


class ValueMissing(Misused):
    """Tell that an argument or an option's value is missing. Facts: name, help."""

    code = "cli_missing"


class ValueRefused(Misused):
    """Tell that a value is none of those possible. Facts: name, known, help."""

    code = "cli_bad_value"


class NotUnderstood(Misused):
    """Tell that the command line makes no sense in another way. Facts: help."""

    code = "cli_usage"


class TerminalMissing(Fault):
    """Tell that the screens need a terminal."""

    code = "cli_no_terminal"


class OutputFull(Fault):
    """Tell that there was no room for all that was to be written out."""

    code = "cli_output_full"


class _Speaking(click.Command):
    """Help with headings from the catalogue. The language is the context's `obj`."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        spoken = {"[OPTIONS]": f"[{_said(ctx, 'option')}]", _SUBCOMMANDS: f"[{_said(ctx, 'command')}]"}
        pieces = [spoken.get(piece, piece) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=f"{_said(ctx, 'usage')}: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        required = f"[{_said(ctx, 'required')}]"
        with formatter.section(_said(ctx, "options")):
            formatter.write_dl([(names, text.replace("[required]", required)) for names, text in records])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _said(ctx, "help")
        return option


class Command(_Speaking):
    """One command."""


class Group(_Speaking, click.Group):
    """The program itself, with its commands."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands first: most people look for those."""
        with formatter.section(_said(ctx, "commands")):
            formatter.write_dl([(name, self.commands[name].get_short_help_str(120)) for name in self.commands])
        super().format_options(ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was asked for. Raises CommandUnknown."""
        if not args[0].startswith("-") and args[0] not in self.commands:
            raise CommandUnknown(name=args[0], known=", ".join(self.commands))
        return super().resolve_command(ctx, args)


def run(program: Group, arguments: Sequence[str], language: str) -> int:
    """Run a command line and give its exit code. Whatever happens is told in a sentence, never as a traceback."""
    _fill_gaps()
    _speak_utf_8()
    try:
        ended = program.main(list(arguments), prog_name="mapper", standalone_mode=False, obj=language)
        sys.stdout.flush()
    except Misused as slip:
        return _told(slip.code, slip.facts, language, MISUSED)
    except click.UsageError as slip:
        misused = _misused(slip)
        return _told(misused.code, misused.facts, language, MISUSED)
    except (click.Abort, KeyboardInterrupt) as ended_by:
        if isinstance(ended_by, click.Abort) and ended_by.__cause__ is None:  # at a question, whose line stands open
            with suppress(OSError):
                click.echo(err=True)
        return INTERRUPTED
    except BrokenPipeError:
        return _leave_quietly()
    except Exception as error:
        return _explained(_leave_full(error), language)
    return ended if isinstance(ended, int) else OK


def say(text: str, *, err: bool = False) -> None:
    """Print sentences; on a screen no word is cut in two."""
    from shutil import get_terminal_size

    stream = sys.stderr if err else sys.stdout
    if stream.isatty():
        from mapper.lines.console import wrapped

        text = wrapped(text, get_terminal_size().columns)
    click.echo(text, err=err)


def need_terminal() -> None:
    """Raise TerminalMissing where nobody sits at a screen."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise TerminalMissing


def _said(ctx: click.Context, name: str) -> str:
    return words(f"cli.help.{name}", ctx.find_root().obj or "nb")


def _misused(slip: click.UsageError) -> Misused:
    """Say in our words what click could not make sense of."""
    context = slip.ctx
    help_line = f"{context.command_path if context else 'mapper'} --help"
    if isinstance(slip, click.NoSuchOption):
        return OptionUnknown(name=slip.option_name, help=help_line)
    if isinstance(slip, click.BadOptionUsage):
        return ValueMissing(name=slip.option_name, help=help_line)
    if isinstance(slip, click.BadParameter) and slip.param is not None:
        name = max(slip.param.opts, key=len) if isinstance(slip.param, click.Option) else slip.param.metavar or ""
        if isinstance(slip, click.MissingParameter):
            return ValueMissing(name=name, help=help_line)
        return ValueRefused(name=name, known=_possible(slip.param), help=help_line)
    return NotUnderstood(help=help_line)


def _possible(parameter: click.Parameter) -> str:
    if isinstance(parameter.type, click.Choice):
        return ", ".join(str(choice) for choice in parameter.type.choices)
    return parameter.metavar or parameter.type.name


def _explained(error: Exception, language: str) -> int:
    """Tell any error by its code; of one without a code only the type is told, since its message may hold an answer."""
    facts = getattr(error, "facts", None)
    if isinstance(error, Fault) and isinstance(facts, Mapping):
        return _told(error.code, error.facts, language, TOLD)
    return _told("cli_unexpected", {"kind": type(error).__name__}, language, MISTAKEN)


def _told(code: str, facts: Mapping[str, Any], language: str, exit_code: int) -> int:
    told = tell(code, facts, language)
    try:
        say(f"{told.says}\n{told.do}\n({told.code})", err=True)
    except OSError:  # where there is no room for this either, the exit code still tells
        _lead_nowhere(sys.stderr)
    return exit_code


def _fill_gaps() -> None:
    """Let a stream that was closed lead nowhere; else the next file that is opened would get its number."""
    for name, way in (("stdin", os.O_RDONLY), ("stdout", os.O_WRONLY), ("stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, way)
            setattr(sys, name, os.fdopen(opened, "r" if way == os.O_RDONLY else "w", encoding="utf-8"))


def _speak_utf_8() -> None:
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _leave_quietly() -> int:
    """End when the reader has gone."""
    _lead_nowhere(sys.stdout)
    return TOLD


def _lead_nowhere(stream: TextIO) -> None:
    """Let what Python would still flush at its end go nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _leave_full(error: Exception) -> Exception:
    """Give what is told of an error. One without a file's name is of the output, when that had no room."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC and error.filename is None:
        _lead_nowhere(sys.stdout)
        return OutputFull()
    return error
