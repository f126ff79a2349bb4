"""Put two people at one screen.

Takes in a Desk; gives out key presses as acts of a Meeting and shows the Change that comes back. Never changes a case
itself, never reads a file or the vault, and never shows text from people or files as markup.
"""

import os

from mapper.hardening import HARMLESS

for _name in HARMLESS:
    # Textual reads these when it is first imported. Those that would show a conversation are refused by `harden`.
    os.environ.pop(_name, None)
