"""Fill in templates: Markdown in which a page is printed, read into blocks.

Takes in a page and the texts of templates; gives out blocks, or what is wrong and in which line. A template can print,
choose and repeat, and nothing else. `checking` looks a template over before anybody gets a paper, `locked` fills in
those that an office wrote.
"""
