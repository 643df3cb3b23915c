"""The view คลังรายงาน.

view     the list of reports, those that wait for review, and what people could not find
upload   the drop zone, the files of a person in the library's queue, the thread that reads them
sources  report links of web pages, to be ticked and added; the parts of the library
evidence what is wrong with the addresses that an office hands in
report   one report: facts, versions, doubts, measures
labels   labels of these
"""
