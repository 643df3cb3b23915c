"""A document's tables as segments under one header each, and which of them hold measures.

segments             lines and table segments in one stream, in reading order; key-value tables,
                     columns printed on other pages, measures named on the line above
headers_and_footers  page numbers, running heads, signatures
judge                which tables hold measures
"""
