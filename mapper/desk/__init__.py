"""Sit at the office's desk.

Takes in the settings and the keys of one machine; gives out lists of cases, open meetings, saved papers, backups.
Never shows anything, and never lets plain text out but into a paper that was asked for.
"""
