"""A search finds the same whatever way the words were typed, however much was looked through at a time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapper.desk.narrowing import Narrowing

texts = st.lists(st.text("abc ", max_size=8), max_size=30)
steps = st.lists(st.one_of(st.text("abc ", max_size=5), st.integers(1, 7), st.none()), max_size=30)


def by_hand(lines: list[tuple[str, str]], sought: str) -> list[str]:
    return [id for id, text in lines if all(word in text for word in sought.split())]


@given(texts, steps, st.text("abc ", max_size=5), st.integers(1, 7))
def test_what_is_found_is_what_holds_every_word(
    texts: list[str], steps: list[str | int | None], last: str, stretch: int
) -> None:
    lines = [(str(at), text) for at, text in enumerate(texts)]
    search, taken = Narrowing(), 0
    for step in steps:
        if step is None:
            search.take_in(lines[taken : taken + 5])
            taken = search.taken_in
        elif isinstance(step, int):
            search.read_on(step)
        else:
            search.seek(step)
        assert by_hand(lines[:taken], search.sought)[: len(search.ids)] == search.ids
    search.take_in(lines[taken:])
    search.seek(last)
    while not search.whole:
        search.read_on(stretch)
    assert search.ids == by_hand(lines, last)


def test_no_key_waits_for_all_lines() -> None:
    search = Narrowing()
    search.take_in((str(at), "kari") for at in range(1000))
    search.seek("k")
    search.read_on(10)
    assert search.ids == [str(at) for at in range(10)]
    search.seek("ka")
    search.read_on(10)
    assert search.ids == [str(at) for at in range(10)]
    assert not search.whole
