"""Garbage is not looked for while a paper is made, and is again afterwards, whatever happened."""

from __future__ import annotations

import gc
from contextlib import suppress

from mapper.documents.uncollected import uncollected


def test_garbage_is_looked_for_again_after_a_paper_that_failed() -> None:
    with suppress(KeyError), uncollected():
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with uncollected(), uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
