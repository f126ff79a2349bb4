"""Pieces of the Word writer: the letterhead that a paper is written into, and what stands in it.

Takes in blocks and the bytes of a letterhead; gives out elements of WordprocessingML. Nothing of a letterhead is run,
evaluated or fetched. Everything here loads python-docx, so only `mapper.documents.writers.docx` imports it.
"""
