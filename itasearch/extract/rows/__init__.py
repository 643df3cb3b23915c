"""Body rows of tables as measures.

rows     which rows make up one measure, and its fields
time_and_unit  when and who, of a column that holds both
repairs  rows whose cells slipped; numbers that an OCR misread; rows that lost their title
"""
