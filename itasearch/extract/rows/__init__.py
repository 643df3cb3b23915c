"""Body rows of tables as measures.

rows      which rows make up one measure
measures  the rows of one measure as its fields
repairs   numbers that an OCR misread; rows that lost their title
"""
