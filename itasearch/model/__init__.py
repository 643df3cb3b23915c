"""The common language of all packages: frozen dataclasses and enums, little behaviour.

classification     topics and indicator of a measure, and how each is known
comparison         two reports side by side, and one town's measures over its fiscal years
comparison_shown   a comparison narrowed to indicators, topics or differences
corrections        what a person corrects in a report, and the report under review
documents          what a written document holds: parts, tables and marked text
drafts             drafts, and drafts adapted to the target organisation
effects            scores where towns took something up, against those that did not
evaluation/        how good answers are: marked hits, judged queries, metrics
form_check         which parts of the official form a measure has
library            rows of lists, outcomes of adding files, progress
originals          an original as a person looks at it, and places of words in it
passages           what is indexed, and queries and results of a backend
people             who asks, and what each may do
plan               next year's plan: what to keep, improve and borrow, with the reasons
ranking            queries, hits and rankings, suggested queries
records            organisations, reports, measures and ITA results
source             a file as read: blocks with their places
town               one town over its years: record, topics, copies
tables             what is taken along of an answer, as tables; colours of small pictures
towns              many organisations: matrix, similar towns, coverage
watch/             searches and towns that are watched, and what is new of them
work               jobs that workers of a library take in turn
"""
