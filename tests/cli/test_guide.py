"""The guide for offices is followed word by word: its files put together, its commands run, its answers seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner

from mapper.cli import program
from mapper.desk.desk import Desk
from mapper.desk.previewing import preview
from mapper.language.catalogue import words
from mapper.settings import load_settings

ROOT = Path(__file__).parents[2]
GUIDES = {"en": "office-guide.md", "nb": "office-guide.nb.md"}
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STEP = re.compile(
    r"\*\*(?P<how>New file|The whole file|Below the line|In place of the line|In|"
    r"Ny fil|Hele fila|Under linja|I stedet for linja|I)"
    r" `(?P<first>[^`]+)`(?:, (?:in place of the line|i stedet for linja) `(?P<line>[^`]+)`)?:\*\*\s*\Z"
)
WHOLE = ("New file", "The whole file", "Ny fil", "Hele fila")
BELOW = ("Below the line", "Under linja")
MOVE = re.compile(r"\b(?:Move|Flytt) `([^`]+)` (?:from|fra) `([^`]+)` (?:to|til) `([^`]+)`")
COPY = re.compile(r"\b(?:Copy|Kopier) `([^`]+)` (?:to|til) `([^`]+)`")
ASKED = ("title", "part", "question", "number")


def blocks(page: str) -> Iterator[tuple[str, str, str]]:
    """Give each box of a page: its kind, what it holds, and the words before it."""
    after = 0
    for found in BLOCK.finditer(page):
        yield found[1], found[2], page[after : found.start()].rstrip()
        after = found.end()


@dataclass
class Worker:
    """Somebody who follows the guide, in the office's folder, and looks closely."""

    language: str
    file: str = ""
    ran: list[str] = field(default_factory=list)

    def writes(self, holds: str, before: str) -> None:
        step = STEP.search(before)
        assert step, f"no word of where this goes: {before[-80:]}\n{holds}"
        how, first, line = step["how"], step["first"], step["line"]
        path = Path(first if line or how in WHOLE else self.file)
        if how in WHOLE:
            path.parent.mkdir(exist_ok=True)
            path.write_text(holds, encoding="utf-8")
            return
        lines = path.read_text(encoding="utf-8").split("\n")
        at = [number for number, each in enumerate(lines) if each.strip() == (line or first)]
        assert len(at) == 1, f"{path} has {len(at)} lines {line or first}"
        lines[at[0] + (how in BELOW) : at[0] + 1] = holds.rstrip("\n").split("\n")
        path.write_text("\n".join(lines), encoding="utf-8")

    def types(self, holds: str) -> None:
        for each in re.split(r"^\$ ", holds, flags=re.MULTILINE)[1:]:
            command, _, shown = each.partition("\n")
            self.ran.append(command)
            name, *arguments = command.removeprefix("mapper ").split()
            if name == "preview":
                self.previews(Path(arguments[0]))
            else:
                self.sees(command, [name, *arguments], shown)

    def previews(self, path: Path) -> None:
        self.file = str(path)
        assert preview(Desk(load_settings()), path, self.language).meeting is not None

    def sees(self, command: str, arguments: list[str], shown: str) -> None:
        ended = CliRunner().invoke(program(self.language), arguments, input=self.typed(shown), obj=self.language)
        assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
        wanted = ".*".join(re.escape(part) for part in shown.strip().split("…"))
        assert re.fullmatch(wanted, ended.output.strip(), re.DOTALL), f"$ {command}\n{ended.output}"

    def typed(self, shown: str) -> str:
        prompts = [words(f"new.ask.{name}", self.language) for name in ASKED]
        return "".join(
            f"{line.removeprefix(prompt).strip()}\n"
            for line in shown.splitlines()
            for prompt in prompts
            if line.startswith(prompt)
        )


@pytest.mark.parametrize("language", GUIDES)
def test_the_guide_can_be_followed(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = tmp_path / "office"
    monkeypatch.setenv("MAPPER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MAPPER_OFFICE", str(office))
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    office.mkdir()
    monkeypatch.chdir(office)
    page = (ROOT / "docs" / GUIDES[language]).read_text(encoding="utf-8")
    worker = Worker(language)
    for kind, holds, before in blocks(page):
        for name, source, target in MOVE.findall(before):
            (Path(source) / name).rename(Path(target) / name)
        for source, target in COPY.findall(before):
            Path(target).parent.mkdir(exist_ok=True)
            Path(target).write_bytes(Path(source).read_bytes())
        if kind == "yaml":
            worker.writes(holds, before)
        else:
            assert kind == "console"
            worker.types(holds)
    assert {command.split()[1] for command in worker.ran} >= {"office", "new", "preview", "check", "questionnaire"}


def test_both_guides_take_the_same_steps() -> None:
    pages = [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in GUIDES.values()]
    english, norwegian = ([kind for kind, *_ in blocks(page)] for page in pages)
    assert english == norwegian
