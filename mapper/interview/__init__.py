"""Keep what has been said.

Takes in events and a Questionnaire; gives out the Record (what was said, by whom, when) and the Interview (what stands
now). Never judges, never drops an answer, and never takes "not asked" for "no".
"""
