"""Groups of commands. Thin: each loads its room when it is called."""
