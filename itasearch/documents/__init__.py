"""Writing DOCX, XLSX and CSV: what every document that leaves itasearch is made of.

A caller turns its content into `grid.DocumentGrid`s of marked text; `word` and `sheet` make a
Word file or a workbook of them. Nothing here knows of measures.

grid         marked text and tables before any format; printable text; lines that text takes
word         a Word document: page, titles, headings, paragraphs, signatures
word_table   grids as Word tables, marks as runs
word_styles  Word's styles for Thai
sheet        grids as sheets of a workbook
files        the format that a file's ending names; writing a file in one step
"""
