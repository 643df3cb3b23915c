"""Measures written as numbered lists and labelled blocks, outside tables.

lists    the entry: items as measures, and which of a document's lists are measures
outline  lines cut into sections under indicators or groups
cards    boxes opened, signatures and numbers of cards left out
labels   fields named inside items: "ผู้รับผิดชอบ: กองคลัง"
"""
