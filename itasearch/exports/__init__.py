"""Answers as tables to take along: `documents` makes files of them.

Words are in the language asked for, texts of reports as they are. Each table names its sources.

words     the language, notes above a table, names, sources, rows cut at the most that a file holds
answer    the hits of a search; own questions by towns
towns     matrix, similar towns, what a town lacks; one over its years, and all that is known of it
rules     what each year's ITA asks for; what is at addresses of evidence
comparison   two reports as a document, a workbook or a flat table
dump      the measures of the library as one file: Parquet or SQLite
"""
