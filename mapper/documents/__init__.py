"""Make the paper that goes home.

Takes in frozen values of one case (`model`), gives out files. `render` goes most of the way: `pages` takes from a case
what one audience may be told, `templates` puts it into words, `blocks` is the paper that comes of it. `writers` write
that. `drawing` makes its figures, `changing` puts in what is changed on it by hand; `calendar` and `own_copy` are what
goes home besides papers. Never sees the vault, and never treats an answer as markup or as a template.
"""
