"""The days of a plan for the participant's calendar: a file, the same in words, and a code that a phone reads."""
