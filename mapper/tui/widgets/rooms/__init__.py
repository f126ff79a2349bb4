"""Widgets that belong to one room: lists to walk through, the picture, one row of choices."""
