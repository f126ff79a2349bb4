"""Turn what was said into what we might do.

Takes in rules and an Interview; gives out suggestions with their reasons, the activities decided on, unmet needs and
what has not been asked. Never decides, never scores, and never takes something away because a need is greater.
"""
