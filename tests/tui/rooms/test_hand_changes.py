"""What was changed by hand on a paper is kept with the forms that it fits, and comes back with them."""

from __future__ import annotations

from dataclasses import replace

from mapper.documents.model import Change, Place, Wanted
from mapper.tui.widgets.rooms.hand_changes import HandChanges, Unfit

ALL = Wanted("basis", "nb")
WORK = replace(ALL, area="work")


def changed(text: str) -> Change:
    return Change(Place(text, "", 1, 1), f"{text} nytt")


ON_BOTH, ONLY_ON_ALL = changed("begge"), changed("bare alt")


def hand() -> HandChanges:
    kept = HandChanges()
    for change in (ON_BOTH, ONLY_ON_ALL):
        kept.put(ALL, change)
    return kept


def test_a_change_without_a_place_in_one_area_comes_back_with_the_other() -> None:
    kept = hand()
    assert kept.settle(WORK, [ONLY_ON_ALL]) == Unfit(aside=1)
    assert kept.settle(WORK, [ONLY_ON_ALL]) == Unfit(), "it is told once"
    assert kept.of(ALL) == kept.of(WORK) == (ON_BOTH, ONLY_ON_ALL)
    assert kept.settle(ALL, []) == Unfit()


def test_a_change_whose_text_became_another_is_let_go() -> None:
    kept = hand()
    kept.settle(WORK, [ONLY_ON_ALL])
    assert kept.settle(ALL, [ONLY_ON_ALL]) == Unfit(gone=1)
    assert kept.of(WORK) == (ON_BOTH,)
    assert kept.settle(WORK, [ON_BOTH]) == Unfit(gone=1), "it stood there before"
    assert kept.of(ALL) == ()


def test_each_language_and_recipient_has_its_own_changes() -> None:
    kept = hand()
    assert kept.of(replace(ALL, language="en")) == kept.of(replace(ALL, recipient="c1")) == ()
    kept.put_back(WORK, [ON_BOTH.place])
    assert kept.of(ALL) == (ONLY_ON_ALL,)
