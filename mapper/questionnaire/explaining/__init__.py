"""Say in words what a questionnaire does.

Takes in a composed Questionnaire, and how tests come out where somebody has answered; gives out lines of text and a
drawing: when a question is asked, why a rule fires, what opens what. Never judges a file and never changes one.
"""
