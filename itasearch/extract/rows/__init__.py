"""Body rows of tables as measures.

rows     which rows make up one measure, and its fields
repairs  rows whose cells slipped; numbers that an OCR misread; rows that lost their title
"""
