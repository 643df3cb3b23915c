"""A document's tables as segments under one header each, and which of them hold measures.

segments             lines and table segments in one stream, in reading order; measures named on
                     the line above
kinds                which tables hold measures, by their columns and what the document is about
key_values           tables of labels and values: one measure or several below or beside each other;
                     the body rows of any table; tables that pages or empty rows have cut
labelled_cells       a row, or a box, for each field of a measure made a column
lost_cells           text with a line or a few for each cell, made tables again
headers_and_footers  page numbers, running heads, signatures
"""
