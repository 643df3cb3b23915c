"""Writing DOCX, XLSX, CSV and pictures: what every document that leaves itasearch is made of.

A caller turns its content into grids of marked text (`model.documents`); `word` and `sheet` make
a Word file or a workbook of them. Nothing here knows of measures.

grid         marked text for a document; printable text; lines that text takes; one kind of digits
word         a Word document: page, styles for Thai, titles, paragraphs, tables, signatures
sheet        grids as sheets of a workbook
rows         tables that a person hands over, as rows of texts
files        tables of an answer as a workbook or a CSV file; writing a file in one step
"""
