"""A list of very many cases: what lies sealed is opened line by line, when somebody asks."""

from __future__ import annotations

from collections.abc import Mapping

from mapper.vault.chain import header_key
from mapper.vault.seal import SealBroken, Unsealer, place, within
from mapper.vault.store import StoredHeader

_HEADER = place("header")


def header_place(case: str, last: int) -> bytes:
    """Name the place of a case's header: one that was moved back to an earlier event does not open."""
    return within(_HEADER, case, last)


class Opener:
    """Opens the headers of cases whose keys lie beside them, wrapped."""

    def __init__(self, wrapping: bytes, vault_id: str, sealed_keys: Mapping[str, object]) -> None:
        self._wrapping = wrapping
        self._outer = place("case key", vault_id)
        self._sealed = sealed_keys
        self._unsealer = Unsealer()

    def header(self, stored: StoredHeader) -> bytes:
        """Give what a sealed header says; nothing where it does not open, or where its case has no key."""
        case, last, sealed = stored
        try:
            key = self._unsealer.unseal(self._wrapping, self._sealed.get(case), within(self._outer, case))
            return self._unsealer.unseal_padded(header_key(key), sealed, header_place(case, last))
        except SealBroken:
            return b""
