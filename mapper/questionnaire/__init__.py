"""Say what may be asked.

Takes in an office's YAML files; gives out an immutable, composed Questionnaire with compiled conditions, or findings
with file, line and column. Never knows what anybody has answered, and never evaluates text from a file.
"""
