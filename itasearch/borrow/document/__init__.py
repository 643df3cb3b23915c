"""The document that is handed in, and a writer for each file format.

form            titles, table, signers and appendix, before any format
cells           columns, cells with their marks, and the appendix of sources
analysis        last year's ITA result as the first part of a plan
export          which writer writes which format
office_writers  Word and Excel
text_writers    CSV, Markdown and JSON
letterhead      a person's own Word file with placeholders
"""
