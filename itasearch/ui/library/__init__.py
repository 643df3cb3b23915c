"""The view คลังรายงาน.

view     the list of reports and those that wait for review
upload   the drop zone, the thread that adds a batch, its progress and outcomes
report   one report: facts, versions, doubts, measures
"""
