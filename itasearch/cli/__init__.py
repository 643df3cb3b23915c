"""The command line: one verb per method of Workspace.

main        the command itself: its verbs, errors as messages, exit codes
library     add, work, remove, parse, build; reports, organisations, stats
samples     sample: load the samples, or remove them
sharing/    people, log, keys: who signs in, what they did, what programs ask with
search      search, similar, show, topics
compare     compare: two reports, or one organisation over its years
towns/      town, matrix, neighbours, coverage
plan        plan: next year's plan of a town in one go
effects     effects: scores where towns took something up
draft       drafts, export, adapt
review      review, correct, undo, reread
health      doctor, backup, restore, move, serve
evaluation  eval: the search measured on judged queries
judgements  judge and judgements: hits that were what was sought or not
watch       watch: searches and towns that are watched, what is new of them, mail
options     options that several verbs share, and how typed values are read
usage       what is wrong with a command line, in the language of the run
faults      what nobody foresaw, and reports that are left out; the log of errors
language    the language of messages: --lang, else the locale's
labels      messages, and heads and words of tables, in Thai and English
output      JSON lines, tables and labels to stdout, messages to stderr
progress    progress to stderr: bars on a terminal, else lines
"""
