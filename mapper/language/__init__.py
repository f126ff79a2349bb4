"""Say things in the languages of the people at the table.

Takes in catalogue files and texts in several languages; gives out cleaned strings, dates and amounts.
Never knows what a question, a case or a screen is.
"""
