"""What speaks against a document as evidence for an item of the ITA.

Only what the document itself says counts, and most of that is at its beginning. Where it says
nothing, nothing is held against it, but for the year of an item that is about one year. All numbers
were set by hand, on the documents of tests/workspace/test_evidence.py.

check     all findings, in order
document  a document as it was read
origin    which organisation and which year a document is of
subject   which item a row of a list, or a document, is about
contents  what it leaves open and says nothing of, and the parts of its measures
"""
