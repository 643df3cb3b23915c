"""The view คลังรายงาน.

view     the list of reports and those that wait for review
upload   the drop zone, the thread that adds a batch, its progress and outcomes
not_found  questions without an answer and hits turned down, for those who run the library
labels   labels of these
report   one report: facts, versions, doubts, measures
"""
