"""Seal bytes so that only their key opens them, and only in the place that they were sealed for.

A sealed blob is `version (1 byte, 1) | nonce (24 bytes, random) | XChaCha20-Poly1305 (IETF) ciphertext and tag (16)`.
The associated data is its place: a label and parts, such as ("event", case, 7, head), each with its length (4 bytes)
before it. Text is UTF-8, a number 8 bytes, bytes stand as they are; all numbers are big-endian. What is padded ends in
a byte 80 (hex) and as few zero bytes, maybe none, as make it a multiple of 128 bytes, or of what else is said.

Made by BLAKE2b with 32 bytes of output, where ASCII text is the personalisation, filled up with zero bytes to 16:
- the key for a purpose: of no message, keyed with the key that it comes from, personalised with the purpose;
- the digest of a blob: of the whole blob, without a key, "mapper digest";
- what vouches for an erasure: of its place, keyed with the master key's key for "erasures", "mapper erasure";
- what vouches for a case up to an event: of the place ("paper", case, number, head), keyed with the case's key for
  "chain", "mapper anchor";
- a link of a chain: of the place ("link", head before, number, digest), keyed with the chain key, "mapper chain".
"""

from __future__ import annotations

import hashlib
import secrets
from struct import Struct
from threading import Lock

from nacl._sodium import ffi, lib
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as _decrypt
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as _encrypt
from nacl.bindings import sodium_pad
from nacl.exceptions import CryptoError

VERSION = b"\x01"
KEY_BYTES = 32
BLOCK = 128
"""Bytes to a multiple of which content is padded, so that its length tells little (ISO/IEC 7816-4 padding)."""
_NONCE_BYTES = 24
_TAG_BYTES = 16
_LENGTH = Struct(">I").pack
_HEAD_BYTES = len(VERSION) + _NONCE_BYTES
_SMALLEST = _HEAD_BYTES + _TAG_BYTES
_LISTED = 16_384
_WIPED = bytes(_LISTED)
_open = lib.crypto_aead_xchacha20poly1305_ietf_decrypt


class SealBroken(Exception):
    """Raised where a blob does not open with this key in this place: changed, moved, or never sealed for it."""


def new_key() -> bytes:
    """Draw a key."""
    return secrets.token_bytes(KEY_BYTES)


def place(label: str, *parts: str | int | bytes) -> bytes:
    """Name a place without ambiguity."""
    return within(b"", label, *parts)


def within(outer: bytes, *parts: str | int | bytes) -> bytes:
    """Name a place within another: `within(place("a"), "b")` is `place("a", "b")`. For lists, which share the outer."""
    for part in parts:
        raw = part if isinstance(part, bytes) else part.encode() if isinstance(part, str) else part.to_bytes(8, "big")
        outer += _LENGTH(len(raw)) + raw
    return outer


def seal(key: bytes, plain: bytes, where: bytes) -> bytes:
    """Seal bytes for a place."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return VERSION + nonce + _encrypt(plain, where, nonce, key)


def unseal(key: bytes, blob: object, where: bytes) -> bytes:
    """Open what was sealed for a place. Raises SealBroken."""
    if not isinstance(blob, bytes) or len(blob) < _SMALLEST or blob[:1] != VERSION:
        raise SealBroken
    try:
        return _decrypt(blob[1 + _NONCE_BYTES :], where, blob[1 : 1 + _NONCE_BYTES], key)
    except CryptoError:
        raise SealBroken from None


def seal_padded(key: bytes, plain: bytes, where: bytes, block: int = BLOCK) -> bytes:
    """Seal bytes, padded to whole blocks."""
    return seal(key, sodium_pad(plain, block), where)


def unseal_padded(key: bytes, blob: object, where: bytes) -> bytes:
    """Open what `seal_padded` sealed. Raises SealBroken."""
    return _unpadded(unseal(key, blob, where))


def _unpadded(padded: bytes) -> bytes:
    content, end, rest = padded.rpartition(b"\x80")
    if end and not rest.strip(b"\0"):
        return content
    raise SealBroken


class Unsealer:
    """Open very many blobs one after the other, for lists, in one buffer that is wiped behind each.

    It calls what PyNaCl's binding calls, without the arrays that the binding makes and the kinds that it looks at for
    each blob: those took two thirds of the time of a long list. Any thread may call it.
    """

    def __init__(self) -> None:
        self._buffer = ffi.new("unsigned char[]", _LISTED)
        self._lock = Lock()

    def unseal(self, key: bytes, blob: object, where: bytes) -> bytes:
        """Open as `unseal` does. Raises SealBroken."""
        if not isinstance(blob, bytes) or not _SMALLEST <= len(blob) <= _LISTED or blob[:1] != VERSION:
            return unseal(key, blob, where)
        sealed, nonce = blob[_HEAD_BYTES:], blob[1:_HEAD_BYTES]
        length, null = len(sealed), ffi.NULL
        with self._lock:
            if len(key) != KEY_BYTES or _open(self._buffer, null, null, sealed, length, where, len(where), nonce, key):
                raise SealBroken
            opened: bytes = ffi.buffer(self._buffer, length - _TAG_BYTES)[:]
            ffi.memmove(self._buffer, _WIPED, length - _TAG_BYTES)
        return opened

    def unseal_padded(self, key: bytes, blob: object, where: bytes) -> bytes:
        """Open as `unseal_padded` does. Raises SealBroken."""
        return _unpadded(self.unseal(key, blob, where))


def subkey(key: bytes, purpose: str) -> bytes:
    """Derive the key for one purpose (at most 16 ASCII characters)."""
    return hashlib.blake2b(key=key, person=purpose.encode(), digest_size=KEY_BYTES).digest()


def digest(blob: bytes) -> bytes:
    """Give the digest of a ciphertext, which stays when the ciphertext is blanked."""
    return hashlib.blake2b(blob, person=b"mapper digest", digest_size=32).digest()


def voucher(key: bytes, where: bytes) -> bytes:
    """Give what only the holder of a key can put beside something that stands open in a place."""
    return hashlib.blake2b(where, key=key, person=b"mapper erasure", digest_size=32).digest()


def anchor(key: bytes, case: str, seq: int, head: bytes) -> bytes:
    """Give what vouches for a case up to event `seq`, to whoever has its chain key."""
    where = place("paper", case, seq, head)
    return hashlib.blake2b(where, key=key, person=b"mapper anchor", digest_size=32).digest()


def link(key: bytes, head: bytes, seq: int, digest_of_event: bytes) -> bytes:
    """Give the head of a chain after event `seq`, from the head before it. The first head before is empty."""
    return hashlib.blake2b(
        place("link", head, seq, digest_of_event), key=key, person=b"mapper chain", digest_size=32
    ).digest()
