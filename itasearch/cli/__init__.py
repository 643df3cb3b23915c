"""The command line: one verb per method of Workspace.

main        the command itself: its verbs, errors as messages, exit codes
library     add, work, remove, parse, build, sample; reports, organisations, stats
sources     gather: reports found on towns' web sites
sharing     people, log, keys, mcp: who signs in, what they did, what programs ask with
search      search, questions, similar, show, topics
compare     compare: two reports, or one organisation over its years
towns       town, matrix, similar-towns, coverage; effects: scores after something was taken up
plan        plan: next year's plan of a town in one go
draft       drafts, export, adapt
review      review, correct, undo, reread
health      doctor, backup, dump, restore, move, serve
evaluation  eval on judged queries; judge and judgements; note, tag and notes of measures
watch       watch: searches and towns that are watched, what is new of them, mail, webhook
options     options that several verbs share, and how typed values are read
usage       what is wrong with a command line, in the language of the run
faults      what nobody foresaw, and reports that are left out; the log of errors
language    the language of messages: --lang, else the locale's
labels      messages, and heads and words of tables, in Thai and English
output      JSON lines, tables and labels to stdout, messages to stderr
progress    progress to stderr: bars on a terminal, else lines
"""
