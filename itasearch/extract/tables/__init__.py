"""A document's tables as segments under one header each, and which of them hold measures.

cut_tables           tables that pages or empty rows have cut, made whole
segments             lines and table segments in one stream, in reading order; measures named on
                     the line above
key_values           tables of labels and values: one measure or several below or beside each other;
                     the body rows of any table
headers_and_footers  page numbers, running heads, signatures
judge                which tables hold measures
"""
