"""Nested lines and tables, as DOCX and HTML have them, to blocks with their places.

markup         HTML as a flow; Markdown and HTML inside a text removed
document       lines, tables and cells as written; which tables are page layout
collector      gathers the blocks of a file, each with its place, within the limits; cells of a
               sheet to paragraphs and tables; fills merged cells
"""
