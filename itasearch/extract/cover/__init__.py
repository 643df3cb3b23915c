"""Whose report it is, and of which fiscal year.

cover   the entry: organisation and fiscal year, with how sure they are
vote    the score of a candidate: place × form × count; one table of weights for both
names   candidates for the organisation; district and province
years   candidates for the fiscal year; in scans confirmed by many places
known   names that an OCR damaged, as those of known organisations
"""
