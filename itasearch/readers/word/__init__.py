"""DOCX.

reader      paragraphs and tables from the XML, in document order
numbering   automatic numbers of paragraphs, and what their styles set
"""
