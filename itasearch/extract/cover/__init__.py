"""Whose report it is, and of which fiscal year.

cover   the entry: organisation and fiscal year, with how sure they are
names   names of local governments, weighed; district and province
known   names that an OCR damaged, as those of known organisations
years   the fiscal year, weighed; in scans confirmed by many places
"""
