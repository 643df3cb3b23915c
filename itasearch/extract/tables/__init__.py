"""A document's tables as segments under one header each, and which of them hold measures.

segments             lines and table segments in one stream, in reading order
headers_and_footers  page numbers, running heads, signatures
layouts              key-value tables, spaced columns, columns printed on other pages, tables
                     whose measure is named on the line above
judge                which tables hold measures
"""
