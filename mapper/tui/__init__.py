"""Put two people at one screen.

Takes in a Desk; gives out key presses as acts of a Meeting and shows the Change that comes back. Never changes a case
itself, never reads a file or the vault, and never shows text from people or files as markup.
"""

import os

_TELLTALES = (
    "TEXTUAL", "TEXTUAL_DEBUG", "TEXTUAL_LOG", "TEXTUAL_SCREENSHOT", "TEXTUAL_SCREENSHOT_LOCATION",
    "TEXTUAL_SCREENSHOT_FILENAME", "TEXTUAL_PRESS", "TEXTUAL_DRIVER", "TEXTUAL_SHOW_RETURN", "TEXTUAL_DEVTOOLS_HOST",
    "TEXTUAL_DEVTOOLS_PORT", "TEXTUAL_THEME",
)  # fmt: skip

for _name in _TELLTALES:
    # Textual reads these when it is first imported; each can write what is on the screen to a file or to a socket.
    os.environ.pop(_name, None)
