"""Keep cases on this machine, durably.

Takes in opaque payloads and headers; gives out the same bytes in the order in which they were made durable. Never
looks inside them, and never creates a store silently where one was configured and is missing.
"""
