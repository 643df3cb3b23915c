"""A document's tables as segments under one header each, and which of them hold measures.

segments             lines and table segments in one stream, in reading order
headers_and_footers  page numbers and running heads
layouts              key-value tables, columns set apart by spaces or printed on other pages
headed               tables whose measure is named on the line above them
judge                which tables hold measures
"""
