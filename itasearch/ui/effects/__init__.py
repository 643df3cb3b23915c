"""The view of scores where towns took something up.

view    the choice of a score, the table, what it cannot show
labels  labels of these
"""
