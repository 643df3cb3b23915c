"""Checking how a report was read.

head         facts and warnings of a report, other reports of its year
view         the review of one report beside its original
doubts       doubts in words and to confirm, columns to choose, corrections made
rows         the rows of a page; the one that is open, to edit, split or join
page         the original with its rows outlined
notes        notes and tags of a measure, in a line and in a window
correcting   stores and undoes corrections, and reports how that went
labels       labels of all these
"""
