"""Headers of tables: which column holds which field.

find         the rows of a table that are headers; columns guessed where there is none
columns      one name per column from the rows of a header; which field each names
content      columns corrected by what their cells look like
cut_headers  headers cut by a page break, made whole
"""
