"""Write a paper as a file: Markdown, a web page, Word or PDF.

Takes in blocks and the look of an office; gives out bytes, and what to know about them. Knows no case: whatever stands
in a file stood in its blocks.
"""
