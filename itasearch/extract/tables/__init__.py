"""A document's tables as segments under one header each, and which of them hold measures.

segments             lines and table segments in one stream, in reading order; measures named on
                     the line above
kinds                which tables hold measures, by their columns and what the document is about
grid                 the rows of a table; measures that are columns or records made rows
headers_and_footers  page numbers, running heads, signatures
"""
