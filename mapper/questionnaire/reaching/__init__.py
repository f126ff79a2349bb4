"""Say which answers open what.

Takes in a composed questionnaire; gives out, for each question, section and rule, the fewest answers that open it, or
why no answers can. Knows nothing of files, and nothing of what anybody has answered.
"""
