"""Hold one sitting.

Takes in what two people say and decide; gives out a `Change` for each, once it is durable. Never changes an answer
without an event, and never knows whether a screen or a line is before them.
"""
