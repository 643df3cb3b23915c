"""The view คลังรายงาน.

view      the list of reports and those that wait for review
upload    the drop zone, progress and outcomes of a batch
uploads   the thread that adds a batch; safe file names
report    one report: facts, versions, doubts, measures
"""
