"""The SQL store: the truth about reports, measures, corrections and drafts.

base            what the store returns besides the model's records; what indexing needs of it
sql             SqlStore, composed of the parts below; open_store
reports/        storing what files gave, and reading reports and measures
organisations   listed, found by a typed name, matched to what a report names; ITA results
versions        which reports are versions of one, which is in force, and why
correcting      SqlCorrections: corrections made, undone, listed and reviewed
corrections/    corrections as rows, and applying them to what was read
drafts          named drafts, their rows and steps
judgements      hits marked as sought or not, and questions that nothing answered
watches         searches and towns that are watched, and what is new of them
db/             the database: transactions, tables, rows, schema versions
"""
