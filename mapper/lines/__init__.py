"""Hold the same conversation as lines of plain text, for screen readers and small terminals.

Takes in a Desk and lines that are typed; gives out one line after another and acts of a Meeting. Never moves a cursor,
never draws, and never changes a case itself.
"""
