"""Run an office's own templates in a child process that can reach nothing and is ended when it takes too much.

The parent sends what the template is told and the texts; the child locks itself in before it reads a template, and
answers with blocks as plain data or with what is wrong. Nothing that it answers is trusted.
"""
