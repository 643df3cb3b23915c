"""Measures written as numbered lists and labelled blocks, outside tables.

lists    the entry: which of a document's lists are measures
outline  lines cut into sections under indicators or groups
items    where items begin, and an item as a measure
labels   fields named inside items: "ผู้รับผิดชอบ: กองคลัง"
"""
