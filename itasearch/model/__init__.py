"""The common language of all packages: frozen dataclasses and enums, little behaviour.

classification     topics and indicator of a measure, and how each is known
comparison         two reports side by side, and one town's measures over its fiscal years
comparison_shown   a comparison narrowed to indicators, topics or differences
corrections        what a person corrects in a report, and the report under review
documents          what a written document holds: parts, tables and marked text
drafts             drafts, and drafts adapted to the target organisation
evaluation         how good answers are: judged queries, metrics
form_check         what a year's ITA asks for; which parts of its form a measure has; addresses that
                   an office hands in
library            rows of lists, outcomes of adding files, links of web pages, progress
passages           what is indexed, and queries and results of a backend
people             who asks, and what each may do
plan               next year's plan: what to keep, improve and borrow, with the reasons
ranking            queries, hits and rankings, suggested queries
records            organisations, reports, measures and ITA results
source             a file as read: blocks with their places, words found in it
tables             what is taken along of an answer, as tables
towns              many organisations or one: matrix, similar towns, coverage, copies
watches            saved searches, and what is new of them
work               jobs that workers of a library take in turn
"""
