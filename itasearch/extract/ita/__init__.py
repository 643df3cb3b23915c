"""ITA results: scores of indicators, total and grade.

result  last year's result inside a report
prose   scores, totals and years assessed in sentences
table   files of results, one row per organisation and year
"""
