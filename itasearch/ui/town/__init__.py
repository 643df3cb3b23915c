"""The page of one town: what the library holds of it, and what others have to do with it.

view     the view, by the town's id in the URL
record   head, reports, ITA results and topics as HTML
others   similar towns, who does better, gaps, copies
labels   labels of all these
"""
