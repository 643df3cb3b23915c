"""Headers of tables: which column holds which field.

find     the rows that are headers, cut ones made whole; columns guessed where there is none
columns  one name per column from the rows of a header; which field each names
content  columns corrected by what their cells look like
likely   which field a column's cells look like, as learned
"""
