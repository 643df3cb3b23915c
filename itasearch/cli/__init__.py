"""The command line: one verb per method of Workspace.

main        the command itself: its verbs, errors as messages, exit codes
library     add, work, remove, parse, build, sample; reports, organisations, stats
web         gather: report links of web pages; evidence: what is at addresses handed in
sharing     log, mcp: what people did, what assistants ask with
search      search, questions, similar, show, topics
towns       compare, town, matrix, similar-towns, coverage; plan: next year's in one go
draft       drafts, export, adapt
review      review, correct, undo, reread
health      doctor, backup, dump, restore, move, serve
evaluation  eval on judged queries; note on a measure
watch       watch: saved searches, what is new of them
options     options that several verbs share, and how typed values are read
faults      what is wrong with a command line; what nobody foresaw; reports that are left out
labels      messages, and heads and words of tables, in Thai and English
output      JSON lines, tables and labels to stdout, messages to stderr; their language
progress    progress to stderr: bars on a terminal, else lines
"""
