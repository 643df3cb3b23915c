"""The SQL store: the truth about reports, measures, corrections and drafts.

actions         who did what, when, to what; whose reports a person may change
base            what the store returns besides the model's records; what indexing needs of it
sql             SqlStore, composed of the parts below; open_store
reports/        storing what files gave, and reading reports and measures
organisations   listed, found by a typed name, matched to what a report names; ITA results
versions        which reports are versions of one, which is in force, and why
correcting      SqlCorrections: corrections made, undone, listed and reviewed
corrections     corrections as rows, and applying them to what was read
columns         which column of a table became which field, and moving it
drafts/         drafts, their versions, and what each change makes of a draft
notes           one note a measure
watches         saved searches
copying         the whole library written to another database, or to a file
integrity       whether a database holds what was written to it
jobs            files and indexing that workers take in turn, and give back when they die
db/             the database: transactions, tables, rows, schema versions
"""
