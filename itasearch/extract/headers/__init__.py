"""Headers of tables: which column holds which field.

find         the rows of a table that are headers; columns guessed where there is none
header_rows  the rows of one header put together, one text per column
columns      the assignment of columns to fields
content      columns corrected by what their cells look like
cut_headers  headers cut by a page break, made whole
"""
