"""Corrections that people made, applied to what was read; `store.correcting` makes them.

again     whether a correction that is given again is in force already
in_force  what is in force of a report: what was read, with its corrections applied
columns   which column of a table became which field, and moving it
pairs     what people judged measures of two reports to be
rows      corrections as rows of their table and back
"""
