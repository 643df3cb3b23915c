"""Measures in text outside tables: numbered guidelines, headed paragraphs, "label: text" records.

labels   fields named at the beginnings of lines: "ผู้รับผิดชอบ: กองคลัง"
outline  lines with their facts, cut into items below titles of one level
records  an item's lines as a measure: title, labelled fields, steps
prose    the entry: which level of a document's text holds its measures
beside   text beside tables: results below a measure's own table, lists above and below tables
"""
