"""Body rows of tables as measures.

rows            which rows make up one measure
measures        the rows of one measure as its fields
cells           what a cell looks like: a time, a unit, a number, a link
repairs         numbers that an OCR misread; rows that lost their title
signature_rows  signatures below the last measure, cut off
"""
