"""The document that is handed in, and a writer for each file format.

form        titles, last year's ITA result, table, signers and appendix, before any format
cells       columns, cells with their marks, and the appendix of sources
writers     Word, Excel, CSV, Markdown and JSON
letterhead  a person's own Word file with placeholders
"""
