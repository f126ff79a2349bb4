"""Put two people at one screen.

Takes in a Desk; gives out key presses as acts of a Meeting and shows the Change that comes back. Never changes a case
itself, never reads a file or the vault, and never shows text from people or files as markup.
"""
