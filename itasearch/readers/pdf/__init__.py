"""PDF, through pdfium.

reader        the pages of a file: text layer or OCR, limits, warnings
page          one page: its text layer as grids and words, or its picture
letters       the letters of the text layer, each with its position
objects       rules, pictures and marked text objects, in coordinates of the turned page
"""
