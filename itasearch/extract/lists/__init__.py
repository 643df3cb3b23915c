"""Measures written as prose, numbered lists and labelled blocks, outside tables.

lists    the entry: which of a document's lists are measures; results and other fields in labelled
         lines below a measure's own table
items    items as measures: where they begin, which lines are title, field or step; measures in
         prose: titles with paragraphs below, among chapters that are none
ends     what ends titles and texts alike without a label: units, states, who does it, when
outline  lines cut into sections under indicators or groups
labels   fields named inside items: "ผู้รับผิดชอบ: กองคลัง"
label_lines  lines of several labels cut before each; sentences as labels
records  records of "label: text" lines, the lines that only count them, and what is of the page
"""
