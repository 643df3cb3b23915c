"""The common language of all packages: frozen dataclasses and enums, little behaviour.

classification     topics and indicator of a measure, and how each is known
comparison         two reports side by side, and one town's measures over its fiscal years
comparison_shown   a comparison narrowed to indicators, topics or differences
corrections        what a person corrects in a report, and the report under review
documents          what a written document holds: parts, tables and marked text
drafts             drafts, and drafts adapted to the target organisation
evaluation         judged queries, runs and their metrics
form_check         which parts of the official form a measure has
library            rows of lists, outcomes of adding files, progress
passages           what is indexed, and queries and results of a backend
ranking            queries, hits and rankings
records            organisations, reports, measures and ITA results
source             a file as read: blocks with their places
towns              many organisations: matrix, similar towns, coverage
"""
