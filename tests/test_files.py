"""Files are written whole or not at all."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from mapper.files import write_whole
from tests.processes import running

WRITER = """
import sys, itertools
from pathlib import Path
from mapper.files import write_whole
from tests.processes import running
for letter in itertools.cycle("abcdefgh"):
    write_whole(Path(sys.argv[1]), letter.encode() * 200_000)
    print(letter, flush=True)
"""


def test_a_file_is_put_in_place_of_the_old_one(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        write_whole(tmp_path / "f", content)
        assert (tmp_path / "f").read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_the_old_file_stands_where_the_new_cannot_be_put_in_place(tmp_path: Path) -> None:
    (tmp_path / "f" / "inner").mkdir(parents=True)
    with pytest.raises(OSError, match="f"):
        write_whole(tmp_path / "f", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "gone" / "f", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_killed_program_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path, seen = tmp_path / "f", set[bytes]()
    for kill in range(10):
        with running(WRITER, str(path)) as writer:
            writer.stdout.readline()
            time.sleep(0.002 * kill)
            writer.kill()
        content = path.read_bytes()
        assert content == content[:1] * 200_000
        seen.add(content[:1])
    assert seen
