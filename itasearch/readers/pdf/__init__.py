"""PDF, through pdfium.

reader    the pages of a file, each by its text layer or its picture; limits, warnings
letters   the letters of the text layer, each with its position
objects   rules, pictures and marked text objects, in coordinates of the turned page
"""
