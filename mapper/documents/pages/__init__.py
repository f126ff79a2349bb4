"""What each kind of paper is told: a frozen page of names for each template, with what its audience may know.

Takes in everything of a case, gives out a page. What stands on no page cannot come onto a paper, whatever its template
says.
"""
