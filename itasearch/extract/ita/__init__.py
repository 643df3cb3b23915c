"""ITA results: scores of indicators, total and grade.

result  last year's result inside a report, in tables and sentences
table   files of results, one row per organisation and year
"""
