"""The participant's own copy of everything that is kept: as a paper, as data, and taken in again at another office."""
