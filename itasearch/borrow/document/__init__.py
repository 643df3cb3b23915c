"""The document that is handed in, and a writer for each file format.

form        titles, table, signers and appendix, before any format
analysis    what precedes the measures of a plan: the ITA result, what our last report asks for
cells       columns, cells with their marks, and the appendix of sources
writers     Word, Excel, CSV, Markdown and JSON
letterhead  a person's own Word file with placeholders
"""
