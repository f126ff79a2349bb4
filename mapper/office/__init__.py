"""Know the office: its name and look, who reads, how long things are kept, and its folder of own files.

Takes in the office's file and folder; gives out a frozen Office, and findings with line and column. Never takes a
path, a size or a colour at its word, and never chooses for the office how long something is kept.
"""
