"""Headers of tables: which column holds which field.

columns  the rows that are headers; the name of each column, and which field it names
content  what the cells of a column say for each field; columns without names guessed by it
likely   which field a column's cells look like, as learned
"""
