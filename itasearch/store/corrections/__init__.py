"""Corrections that people made, applied to what was read; `store.correcting` makes them.

in_force  what was read with its corrections applied; what is judged, what is in force already
columns   which column of a table became which field, and moving it
rows      corrections as rows of their table and back
"""
