"""Writing DOCX and XLSX: what every document that leaves itasearch is made of.

A caller turns what it has to say into `grid.Grid`s of marked text; `word` and `sheet`
make a Word file or a workbook of them, with Thai letters, print set-up and text that
stays text. The room knows nothing of measures.
"""
