"""Map needs together, at one screen, and go home with paper that both understand."""

__version__ = "0.1.0"
