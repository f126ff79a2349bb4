"""What people type as a passphrase: the same on every keyboard, refused with a reason, drawn by chance."""

from __future__ import annotations

import math
import random
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.language.telling import tell
from mapper.language.text import SCREEN_LANGUAGES
from mapper.vault.guesses import MOST_DISGUISES, common, estimated, folded, with_few_disguises
from mapper.vault.passphrase import (
    ENOUGH_GUESSES,
    LONGEST,
    REASONS,
    SHORTEST,
    PassphraseTooLong,
    PassphraseWeak,
    normalised,
    offered,
    refuse_weak,
    suggested,
    tidied,
    weakness,
)

HERE = ("Kari Prøve", "Nav Eksempel")


@pytest.mark.parametrize(
    ("typed", "typed_elsewhere"),
    [
        ("blåbær på fjellet", unicodedata.normalize("NFD", "blåbær på fjellet")),
        ("åker", "\u212bker".lower()),
        ("  fjorden er stille i dag ", "fjorden er stille i dag"),
        ("fjorden  er\tstille\u00a0i\u2003dag\n", "fjorden er stille i dag"),
        ("ｆｊｏｒｄ ２０２６", "fjord 2026"),
        ("fjo\u00adrden\u200b er stille\ufeff", "fjorden er stille"),
        ("is i sola ☀\ufe0f", "is i sola ☀"),
        ("familien 👨\u200d👩\u200d👧 i båten", "familien 👨👩👧 i båten"),
        ("fin \ufb01nale", "fin finale"),
        ("stille\ud83d vann", "stille vann"),
        ("stille\x00 vann\x1b", "stille vann"),
    ],
)
def test_the_same_passphrase_from_two_keyboards_opens_the_same_vault(typed: str, typed_elsewhere: str) -> None:
    assert normalised(typed) == normalised(typed_elsewhere)


@pytest.mark.parametrize(
    ("typed", "another"),
    [
        ("fjorden er stille", "Fjorden er stille"),
        ("blåbær på fjellet", "blabær pa fjellet"),
        ("fjorden er stille", "fjordener stille"),
        ("is i sola 😀", "is i sola 😃"),
    ],
)
def test_what_people_mean_to_be_different_stays_different(typed: str, another: str) -> None:
    assert normalised(typed) != normalised(another)


def test_the_bytes_are_the_ones_that_older_vaults_were_made_with() -> None:
    assert normalised(
        " Blåbær  på ﬁellet ☀\ufe0f "
    ).hex() == "426c c3a5 62c3a6 72 2070c3a5 2066 6965 6c6c 6574 20e29880".replace(" ", "")


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidied(tidied(text)) == tidied(text)


@given(st.text(alphabet=st.characters()))
def test_any_text_becomes_bytes_or_is_told_as_too_long(text: str) -> None:
    assert normalised(text).decode() == tidied(text)


def test_a_thousand_characters_are_a_passphrase_and_a_pasted_file_is_not() -> None:
    page = " ".join(f"{number} fisker i elva" for number in range(60))[:1000]
    assert len(normalised(page)) == 1000
    assert normalised("å" * LONGEST) == ("å" * LONGEST).encode()
    with pytest.raises(PassphraseTooLong) as told:
        normalised("å" * (LONGEST + 1))
    assert told.value.facts == {"most": LONGEST}


def test_decomposed_letters_do_not_make_it_too_long() -> None:
    assert normalised(unicodedata.normalize("NFD", "å" * LONGEST)) == ("å" * LONGEST).encode()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "too_short"),
        ("   ", "too_short"),
        ("kaffe", "too_short"),
        ("lavendel", "too_short"),
        ("Tx9?mQ2!vL7", "too_short"),
        ("passord123", "common"),
        ("sommer2026", "common"),
        ("Passord1234567!", "common"),
        ("P@ssord2026P@ss", "common"),
        ("sommer vinter sommer 2026", "common"),
        ("mandagtirsdagonsdag", "common"),
        ("hei på deg hei på deg", "repeats"),
        ("nav nav nav nav", "repeats"),
        ("aaaaaaaaaaaaaaaaaaaa", "repeats"),
        ("sommer1sommer2sommer3sommer4", "repeats"),
        ("x7!x7!x7!x7!x7!x7!", "repeats"),
        ("abcdefghijklmnopq", "keyboard"),
        ("rtyuiolkjhgfdcvbnm", "keyboard"),
        ("Kari Prøve 2026!", "known"),
        ("kariprøve kariprøve1", "known"),
        ("eksempelkontoret Nav", "known"),
        ("lavendel kaktus", "guessable"),
        ("arbeidsplassen min", "guessable"),
        ("jeg elsker deg for alltid", "guessable"),
        ("en to tre fire fem seks", "guessable"),
        ("12.03.1985 14.08.2011", "guessable"),
    ],
)
def test_what_others_would_guess_is_refused_with_a_reason(typed: str, reason: str) -> None:
    assert weakness(typed, HERE) == reason


@pytest.mark.parametrize(
    "typed",
    [
        "hunden min er glad i å bade om sommeren",
        "vi møttes i regnet ved kaia og lo av den våte hunden",
        "Kari liker vafler med brunost og blåbær til frokost",
        "xK9$mQ2!vL7pT4",
        "kqzv-mwpx-htrb-7731",
        "48{[<369&#!1/|05+7%2@8({",
        "مفتاح البيت القديم تحت شجرة الزيتون الكبيرة",
        "мой дедушка ловил рыбу на озере каждое лето",
        "我喜欢在夏天和家人一起去海边游泳吃冰淇淋",
        "😀🐟🌲🏔🚲🧀🫖🐑🦆⛵🎣🧶🍓🌧",
    ],
)
def test_a_sentence_or_real_chance_is_taken(typed: str) -> None:
    assert weakness(typed, HERE) is None


def test_a_name_alone_does_not_refuse_what_is_good_without_it() -> None:
    assert weakness("kari hunden min er glad i å bade om sommeren", HERE) is None


def test_a_name_is_what_makes_it_weak() -> None:
    phrase = "fiskeren Gudleifr Prøvelund"
    assert weakness(phrase) is None
    assert weakness(phrase, ["Gudleifr Prøvelund"]) == "known"


@pytest.mark.parametrize("times", range(30))
def test_what_we_offer_is_always_taken(times: int) -> None:
    offer = suggested()
    assert len(set(offer.split(" "))) == 5
    assert weakness(offer, offer.split()) is None
    assert weakness(offer.upper()) is None


def test_one_of_our_words_five_times_is_one_word() -> None:
    assert weakness(" ".join(offered()[:1] * 5)) == "repeats"


def test_what_people_choose_first_is_listed_once_and_without_marks() -> None:
    assert len(common()) == len(set(common()))
    assert all(word == folded(word).lower() for word in common())


@given(st.text(alphabet=st.characters(), max_size=200), st.lists(st.text(max_size=20), max_size=3))
@settings(deadline=None, max_examples=200)
def test_any_text_gets_a_reason_or_is_good(text: str, known: list[str]) -> None:
    assert weakness(text, known) in {None, *REASONS}


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=100)
def test_saying_it_again_makes_it_no_stronger(text: str) -> None:
    once = estimated(tidied(text), ())
    assert estimated(tidied(f"{text} {text}"), ()).guesses <= once.guesses


def test_signs_that_may_be_letters_are_not_tried_in_every_way() -> None:
    typed = "4@8({[<369&#!1/|0$5+7%2)"
    changed = sum(one != other for one, other in zip(typed, with_few_disguises(typed), strict=True))
    assert changed == len(typed) - 1 - MOST_DISGUISES
    assert with_few_disguises("p@ss0rd 123") == "p@ss0rd 123"


@pytest.mark.parametrize("character", ["a", "4@8({[<369&#!1/|0$5+7%2", "qwertyuiop", "æøå ", "1990", "ﷺ"])
def test_long_text_is_judged_as_soon_as_short_text(character: str) -> None:
    assert weakness((character * LONGEST)[:LONGEST]) in {None, *REASONS}


def test_the_fault_carries_no_part_of_the_passphrase() -> None:
    with pytest.raises(PassphraseWeak) as told:
        refuse_weak("passord123 kari", HERE)
    assert "passord" not in f"{told.value} {told.value.facts}"
    assert told.value.facts == {}


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
def test_every_reason_has_its_own_words(reason: str, language: str) -> None:
    told = {kind.code: tell(kind.code, {"least": SHORTEST}, language).says for kind in REASONS.values()}
    assert len(set(told.values())) == len(REASONS)
    assert told[REASONS[reason].code]


def test_a_reason_is_raised_as_its_fault() -> None:
    with pytest.raises(REASONS["too_short"]) as told:
        refuse_weak("kaffe")
    assert told.value.facts == {"least": SHORTEST}
    refuse_weak("hunden min er glad i å bade om sommeren")
    with pytest.raises(PassphraseTooLong):
        refuse_weak("lavendel " * 1000)


def test_five_words_hold_fifty_five_bits() -> None:
    assert len(offered()) == 2048
    assert math.log2(math.perm(len(offered()), 5)) >= 54.99
    assert math.perm(len(offered()), 5) > 1000 * ENOUGH_GUESSES


def test_the_words_are_sorted_short_and_typed_on_any_keyboard() -> None:
    words = offered()
    assert list(words) == sorted(set(words))
    assert all(re.fullmatch("[a-z]{4,8}", word) for word in words)


def test_most_words_are_told_apart_by_their_first_four_letters() -> None:
    assert len({word[:4] for word in offered()}) > 0.8 * len(offered())


def test_no_two_words_are_one_letter_apart() -> None:
    by_pattern: dict[str, set[str]] = {}
    for word in offered():
        for place in range(len(word)):
            by_pattern.setdefault(f"{word[:place]}?{word[place + 1 :]}", set()).add(word)
    assert [words for words in by_pattern.values() if len(words) > 1] == []
    shortened = {word[:place] + word[place + 1 :]: word for word in offered() for place in range(len(word))}
    assert [(word, shortened[word]) for word in offered() if word in shortened] == []


def test_chance_draws_the_words_and_no_seed_repeats_it() -> None:
    random.seed(1)
    first = suggested()
    random.seed(1)
    assert suggested() != first
    drawn = {word for _ in range(2000) for word in suggested().split()}
    assert len(drawn) > 0.97 * len(offered())
