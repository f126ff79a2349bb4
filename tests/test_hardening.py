"""The process is closed to others before it holds anything, and says nothing of what it held when it fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mapper.hardening import HARMLESS, TELLTALES, Telltale, harden, refuse_telltales
from mapper.language.telling import tell
from mapper.language.text import SCREEN_LANGUAGES

HIDDEN = "Planted Hemmelighet 4711"


def run(code: str, *flags: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run some Python by itself."""
    import os

    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    line = [sys.executable, *flags, "-c", code]
    return subprocess.run(line, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, env={
        **known, **environment
    })  # fmt: skip


@pytest.mark.parametrize("name", TELLTALES)
@pytest.mark.parametrize("value", ["1", "0", "-1", "x"])
def test_a_variable_that_shows_the_conversation_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(Telltale) as refused:
        refuse_telltales({name: value})
    assert refused.value.facts == {"name": name}
    for language in SCREEN_LANGUAGES:
        told = tell(refused.value.code, refused.value.facts, language)
        assert name in told.says
        assert told.do


@pytest.mark.parametrize("value", ["debug", "devtools", "headless, DEBUG", "devtools,x"])
def test_textuals_own_features_are_refused_where_others_can_follow(value: str) -> None:
    with pytest.raises(Telltale):
        refuse_telltales({"TEXTUAL": value})


@pytest.mark.parametrize("given", [{}, {"TEXTUAL": "headless"}, {"TEXTUAL_THEME": "x"}, {"TEXTUAL_LOG": ""}], ids=str)
def test_what_shows_nothing_is_let_through(given: dict[str, str]) -> None:
    refuse_telltales(given)


def test_a_refusal_changes_nothing_and_the_harmless_are_taken_away() -> None:
    kept = {"TEXTUAL_LOG": "x", "TEXTUAL_THEME": "y"}
    with pytest.raises(Telltale):
        harden("nb", kept)
    assert kept == {"TEXTUAL_LOG": "x", "TEXTUAL_THEME": "y"}
    code = f"from mapper.hardening import harden; e = dict.fromkeys({HARMLESS!r}, 'x'); harden('nb', e); print(e)"
    assert run(code).stdout == "{}\n"


@pytest.mark.parametrize("command", [[], ["demo"], ["lines"], ["vault", "unlock"]], ids=str)
@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
def test_no_command_that_opens_a_conversation_starts_with_one(
    tmp_path: Path, command: list[str], language: str
) -> None:
    given = ["--language", language, *command]
    code = f"import mapper.cli as c\nc.need_terminal = lambda: None\nc.main({given!r})"
    ended = run(code, MAPPER_DATA=str(tmp_path / "data"), TEXTUAL_LOG=str(tmp_path / "log"))
    told = tell("start_copied", {"name": "TEXTUAL_LOG"}, language)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == f"{told.says}\n{told.do}\n(start_copied)\n"
    assert list(tmp_path.iterdir()) == []


def test_python_that_stays_open_afterwards_is_refused() -> None:
    code = "from mapper.hardening import refuse_telltales, KeptOpen\n" + (
        "try: refuse_telltales({})\nexcept KeptOpen as kept: print(kept.facts)"
    )
    assert "python -i" in run(code, "-i").stdout


@pytest.mark.skipif(sys.platform != "linux", reason="what may be dumped is asked of Linux")
def test_there_is_no_core_nobody_reads_the_memory_and_files_are_private(tmp_path: Path) -> None:
    code = f"""
import ctypes, faulthandler, os, resource, stat
from mapper.hardening import harden
os.umask(0)
harden()
open({str(tmp_path / "made")!r}, "w").close()
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), faulthandler.is_enabled(),
      oct(stat.S_IMODE(os.stat({str(tmp_path / "made")!r}).st_mode)))
"""
    assert run(code, PYTHONFAULTHANDLER="1").stdout == "(0, 0) 0 False 0o600\n"


def test_what_a_system_cannot_do_is_left_out() -> None:
    code = """
import ctypes, resource
from mapper.hardening import harden
def fail(*_): raise OSError(1, "no")
resource.setrlimit = ctypes.CDLL = fail
harden()
print("up")
"""
    assert run(code).stdout == "up\n"


RAISING = {
    "main": "raise ValueError(secret)",
    "thread": "t = threading.Thread(target=int, args=(secret,)); t.start(); t.join()",
    "del": "class D:\n    def __del__(self): raise ValueError(secret)\nd = D(); del d",
    "task": "async def m():\n    asyncio.get_running_loop().create_task(f(secret)); await asyncio.sleep(0.05)\n"
    "async def f(x): raise ValueError(x)\nasyncio.run(m())",
    "slow": "async def m(x): time.sleep(0.3)\nasyncio.run(m(secret))",
    "log": "logging.getLogger('x').warning(secret)",
    "break": "breakpoint()",
}


@pytest.mark.parametrize("way", RAISING)
@pytest.mark.parametrize("flags", [(), ("-X", "dev")], ids=str)
def test_python_itself_writes_no_message_and_no_traceback(way: str, flags: tuple[str, ...]) -> None:
    before = "import asyncio, logging, threading, time\nfrom mapper.hardening import harden\nharden()\n"
    ended = run(f"{before}secret = {HIDDEN!r}\n{RAISING[way]}", *flags)
    assert "4711" not in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
    assert ("ValueError" in ended.stderr) == (way == "main")


def test_the_lines_show_no_secret_when_they_fail(tmp_path: Path) -> None:
    code = f"""
from mapper.cli import main
from mapper.lines.talk import Talk
def fail(self):
    local = {HIDDEN!r}
    raise ValueError(local)
Talk.home = fail
main(["lines", "--language", "nb"])
"""
    ended = run(code, MAPPER_DATA=str(tmp_path / "data"))
    assert ended.returncode == 70
    assert "4711" not in ended.stdout + ended.stderr
    assert "(ValueError)" in ended.stderr
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"4711" in path.read_bytes()]
