"""The command line: one verb per method of Workspace.

main        the command itself: its verbs, errors as messages, exit codes
library     add, remove, parse, build; reports, organisations, stats
search      search, similar, show, topics
compare     compare: two reports, or one organisation over its years
towns       matrix, neighbours, coverage
draft       drafts, export, adapt
review      review, correct, undo, reread
health      doctor, backup, serve
evaluation  eval: the search measured on judged queries
options     options that several verbs share, and how typed values are read
output      JSON lines, tables and labels to stdout, messages to stderr
progress    progress to stderr: bars on a terminal, else lines
"""
