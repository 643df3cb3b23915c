"""The view คลังรายงาน.

view     the list of reports and those that wait for review
upload   the drop zone, the thread that adds a batch, its progress and outcomes
queued   the same for a shared library: uploads wait in its queue, and each person sees their own
own_worker  the thread that reads them
not_found  questions without an answer and hits turned down, for those who run the library
labels   labels of these
report   one report: facts, versions, doubts, measures
"""
