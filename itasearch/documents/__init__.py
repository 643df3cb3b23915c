"""Writing DOCX, XLSX, CSV and pictures: what every document that leaves itasearch is made of.

A caller turns its content into grids of marked text (`model.documents`); `word` and `sheet` make
a Word file or a workbook of them. Nothing here knows of measures.

grid         marked text for a document; printable text; lines that text takes
digits       one kind of digits in a document, Thai or Arabic
word         a Word document: page, styles for Thai, titles, paragraphs, tables, signatures
sheet        grids as sheets of a workbook
table_file   tables of an answer as a workbook or a CSV file
files        writing a file in one step
"""
