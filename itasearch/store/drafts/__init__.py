"""Drafts: rows that people borrowed, several named drafts, every step undone on demand.

drafts    SqlDrafts: one method for each thing that is done to a draft; rows as columns
changes   a draft in a transaction; steps recorded, undone and redone
"""
