"""PDF, through pdfium.

reader    the pages of a file, each by its text layer or its picture; limits, warnings
objects   rules, pictures, marked text objects and the letters of the text layer, each with its
          position on the turned page
"""
