"""Headers of tables: which column holds which field.

find     the rows that are headers, cut ones made whole
columns  one name per column from the rows of a header; which field each names
content  what the cells of a column say for each field; columns without names guessed by it
likely   which field a column's cells look like, as learned
"""
