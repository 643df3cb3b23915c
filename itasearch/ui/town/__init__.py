"""The page of one town: what the library holds of it.

view     the view, by the town's id in the URL: head, facts, sections
scores   the table of ITA scores over the years
record   reports and topics as HTML
others   who does better, gaps, copies as HTML
labels   labels of all these
"""
