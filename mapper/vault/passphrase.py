"""The passphrase: how typed text becomes bytes, what is offered, and what is too weak.

What an attacker needs is counted in guesses. One guess costs a run of Argon2id with at least 64 MiB of memory, half a
second on the machine that made the vault. With a thousand times that machine's speed a second (2,000 guesses), the
10^13 guesses that are asked for take 160 years, five offered words 500,000 years.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import ClassVar

from mapper.vault.errors import VaultError

LONGEST = 4096
"""Characters after `tidied`; more is told as too long, so that a pasted file is noticed."""

SHORTEST = 14
"""Characters: fewer cannot hold 10^13 guesses as `zxcvbn` counts them, ten for each character."""

ENOUGH_GUESSES = 10**13

OFFERED_WORDS = 5

_UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""What a paste may add without anybody seeing it. Written out: a later Unicode may not change what a key is made of."""


class PassphraseTooLong(VaultError):
    """Tell that the text is longer than any passphrase. Facts: most."""

    code = "vault_passphrase_long"


class PassphraseWeak(VaultError):
    """Tell that a passphrase is guessed too soon. Base of the reasons, and itself the one without a special reason."""

    code = "vault_weak"
    reason: ClassVar[str] = "guessable"


class PassphraseTooShort(PassphraseWeak):
    """Tell that a passphrase is too short. Facts: least."""

    code = "vault_weak_too_short"
    reason = "too_short"


class PassphraseCommon(PassphraseWeak):
    """Tell that a passphrase is made of what very many people choose."""

    code = "vault_weak_common"
    reason = "common"


class PassphraseRepeats(PassphraseWeak):
    """Tell that a passphrase says the same over and over."""

    code = "vault_weak_repeats"
    reason = "repeats"


class PassphraseKeyboard(PassphraseWeak):
    """Tell that a passphrase follows the keys of the keyboard, the alphabet or the numbers."""

    code = "vault_weak_keyboard"
    reason = "keyboard"


class PassphraseKnown(PassphraseWeak):
    """Tell that a passphrase rests on a name that others here know."""

    code = "vault_weak_known"
    reason = "known"


REASONS: Mapping[str, type[PassphraseWeak]] = {
    kind.reason: kind
    for kind in (
        PassphraseTooShort,
        PassphraseCommon,
        PassphraseRepeats,
        PassphraseKeyboard,
        PassphraseKnown,
        PassphraseWeak,
    )
}


def tidied(text: str) -> str:
    """Make what looks the same be the same: NFKC, nothing unseen, single spaces and none at the ends."""
    seen = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return " ".join(unicodedata.normalize("NFKC", _UNSEEN.sub("", seen)).split())


def normalised(text: str) -> bytes:
    """Turn typed text into the bytes that keys are made from: `tidied`, in UTF-8. Case counts.

    Raises PassphraseTooLong beyond `LONGEST` characters.
    """
    phrase = tidied(text)
    if len(phrase) > LONGEST:
        raise PassphraseTooLong(most=LONGEST)
    return phrase.encode()


@cache
def offered() -> tuple[str, ...]:
    """Read the list that passphrases are drawn from."""
    return tuple(Path(__file__).with_name("words.txt").read_text("ascii").split())


def suggested(words: int = OFFERED_WORDS) -> str:
    """Draw different words by chance. Five of 2,048 hold 55 bits: log2(2048) * 5, less 0.01 as no word comes twice."""
    return " ".join(secrets.SystemRandom().sample(offered(), words))


def refuse_weak(text: str, known: Iterable[str] = ()) -> None:
    """Raise the PassphraseWeak with the reason, or PassphraseTooLong, when this may not be a passphrase."""
    normalised(text)
    reason = weakness(text, known)
    if reason is not None:
        raise REASONS[reason](least=SHORTEST) if reason == "too_short" else REASONS[reason]()


def weakness(text: str, known: Iterable[str] = ()) -> str | None:
    """Say why a passphrase is weak, with a key of `REASONS`, or None when it is good.

    `known` holds what others here know: the office, the caseworker. It counts for nothing wherever it stands.
    """
    phrase = tidied(text)
    if _drawn(phrase):
        return None
    if len(phrase) < SHORTEST // 2:
        return "too_short"
    from mapper.vault.guesses import estimated

    found = estimated(phrase, known)
    if found.guesses >= ENOUGH_GUESSES and len(phrase) >= SHORTEST:
        return None
    return found.pattern or ("too_short" if len(phrase) < SHORTEST else "guessable")


def _drawn(phrase: str) -> bool:
    """Tell whether it is five different words of our list, or more: chance, not language, says how many there are."""
    words = set(phrase.lower().split())
    return len(words) >= OFFERED_WORDS and words.issubset(offered())
