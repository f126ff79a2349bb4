"""Opening many blobs in a row gives what opening each gives, and leaves nothing behind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.vault.seal import SealBroken, Unsealer, new_key, place, seal, seal_padded, unseal, unseal_padded

PLAIN = st.binary(max_size=600)
WHERE = place("header", "a1", 7)


def either(opened: object) -> object:
    """Give what was opened, or that it does not open."""
    try:
        return opened() if callable(opened) else opened
    except SealBroken:
        return SealBroken


@given(st.lists(PLAIN, min_size=1, max_size=6))
def test_a_row_of_blobs_opens_as_each_does(plains: list[bytes]) -> None:
    key = new_key()
    unsealer = Unsealer()
    for plain in plains:
        assert unsealer.unseal(key, seal(key, plain, WHERE), WHERE) == plain
        assert unsealer.unseal_padded(key, seal_padded(key, plain, WHERE), WHERE) == plain


@given(PLAIN, st.data())
def test_what_does_not_open_alone_does_not_open_in_a_row(plain: bytes, data: st.DataObject) -> None:
    key = new_key()
    blob = seal_padded(key, plain, WHERE)
    at = data.draw(st.integers(0, len(blob) - 1))
    changed = blob[:at] + bytes([blob[at] ^ data.draw(st.integers(1, 255))]) + blob[at + 1 :]
    cut = blob[: data.draw(st.integers(0, len(blob)))]
    unsealer = Unsealer()
    for each in (changed, cut, None, "text", 7):
        assert either(lambda each=each: unsealer.unseal(key, each, WHERE)) == either(
            lambda each=each: unseal(key, each, WHERE)
        )
    for other in (new_key(), key[:31], b""):
        with pytest.raises(SealBroken):
            unsealer.unseal(other, blob, WHERE)
    with pytest.raises(SealBroken):
        unsealer.unseal_padded(key, blob, place("header", "a1", 8))


def test_a_blob_of_any_size_opens() -> None:
    key, plain, unsealer = new_key(), b"x" * 70_000, Unsealer()
    blob = seal_padded(key, plain, WHERE)
    assert unsealer.unseal_padded(key, blob, WHERE) == unseal_padded(key, blob, WHERE) == plain


def test_nothing_stays_in_the_buffer() -> None:
    from nacl._sodium import ffi

    key, unsealer = new_key(), Unsealer()
    assert unsealer.unseal(key, seal(key, b"Kari Eksempel", WHERE), WHERE) == b"Kari Eksempel"
    assert not bytes(ffi.buffer(unsealer._buffer)).strip(b"\0")
