"""Checking how a report was read.

view         the review of one report: its rows, and the one that is open, beside its original
doubts       facts, warnings, doubts to confirm, columns to choose, corrections made
unread       lines in no measure, to be marked as titles or columns
notes        the note of a measure, in a line and in a field
correcting   stores and undoes corrections, and reports how that went
labels       labels of all these
"""
