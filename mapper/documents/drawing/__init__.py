"""Figures as SVG, each with the same in words and as a table: the participant's picture, and the steps by month."""
