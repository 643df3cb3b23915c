"""Copies of a measure in other reports.

substance     what is compared of a measure, and whether two are copies
own_details   names, years, dates and contacts that differ between copies; texts without them
groups        groups of copies, found by MinHash while measures are indexed
"""
