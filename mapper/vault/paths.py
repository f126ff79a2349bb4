"""The files of a vault within a data folder. Loads nothing else: home asks whether there is a vault."""

from __future__ import annotations

import os
from pathlib import Path


def vault_folder(data: Path) -> Path:
    """Name the folder of the vault."""
    return data / "vault"


def vault_file(data: Path) -> Path:
    """Name the file of sealed cases."""
    return vault_folder(data) / "cases.db"


def key_file(data: Path) -> Path:
    """Name the file of wrapped keys."""
    return vault_folder(data) / "keys.db"


def id_file(data: Path) -> Path:
    """Name the file beside the vault that tells which vault was made here."""
    return data / "vault-id"


def is_made(data: Path) -> bool:
    """Tell whether a vault was ever made in a data folder. Opens nothing."""
    return os.path.lexists(id_file(data)) or os.path.lexists(vault_folder(data))
