"""The view คลังรายงาน.

view     the list of reports and those that wait for review
upload   the drop zone, and what became of a person's files in the library's queue
sources  folders, sites and lists that the library is kept in step with; the parts of the library
evidence what is wrong with the addresses that an office hands in
own_worker  the thread that reads them
not_found  questions without an answer and hits turned down, for those who run the library
labels   labels of these
report   one report: facts, versions, doubts, measures
"""
