"""Borrowed texts in the name and for the fiscal year of another organisation.

rows      a whole draft: adapted rows, decisions of a person
merging   one row of several: fields cut into lines with their spans, repeated lines dropped, lists
          renumbered
one_pass  one text: all finders, overlaps resolved, written once; the same as JSON, for programs
next_year what a plan asks besides: steps that are done, times outside its year
finders   what belongs to the source: names, places, persons, dates, scores, …
findings  what a finder returns; which of two overlapping findings holds
parties   names of source and target, with what is known of each
patterns  patterns of names as texts print them, and where a name ends
"""
