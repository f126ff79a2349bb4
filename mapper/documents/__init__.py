"""Make the paper that goes home.

Takes in frozen values of one audience and a template; gives out blocks, and from them Markdown and HTML. Never sees
the vault, and never treats an answer as markup or as a template.
"""
