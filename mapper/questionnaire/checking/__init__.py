"""Say what is wrong with questionnaires, and what could be better.

Takes in the trees of files, and their typed forms where these could be read; gives out findings: faults, which stop a
questionnaire from being used, and advice, which stops nothing and can be accepted in the file with a reason.
"""
