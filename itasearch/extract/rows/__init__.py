"""Body rows of tables as measures.

rows      which rows make up one measure
measures  the rows of one measure as its fields
repairs   rows whose cells slipped; numbers that an OCR misread; rows that lost their title
"""
