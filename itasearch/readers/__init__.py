"""Files to SourceDocuments: headings, paragraphs and tables in reading order, with their places.

base             the Reader protocol, what readers know of reports, loading a file
detect           which reader takes a file
encoding         bytes to text: UTF-8, UTF-16, cp874 and guesses
zip_guard        checks of zipped office files before a library opens them
original_pages   for the views: a page of a PDF or picture as PNG; words in the text layer of a
                 PDF, with their places
pdf/             PDF, each page by its text layer or its picture
scan/            pictures of paper: cleaning, lines, Tesseract, Thai digits
layout/          pages with boxes to tables and paragraphs, for PDFs and scans
word             DOCX
workbook         XLSX, XLS and ODS
delimited        CSV and TSV
plain            HTML, OCR text and Markdown
legacy_office    DOC, RTF, ODT and others, through LibreOffice
office_program   where LibreOffice is on this machine
flow/            HTML, nested documents and sheets to blocks; the Collector of all readers

The readers know nothing of measures; `extract` finds them in the blocks.
"""
