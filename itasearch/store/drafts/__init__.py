"""Drafts: tables of the own town's measures that people make of other towns' ones.

drafts   SqlDrafts: listed, read, made, copied, put away, with their settings
editing  SqlDraftRows: rows added, taken out, moved, written over, merged; steps undone
sharing  SqlDraftShares: links to a draft, and whoever opened them
opening  SqlDraftOpening: whose a draft is, and opening one for writing; the first is made by that
steps    a draft within a transaction, and what changes in it as steps
rows     rows of a draft as columns, and back
"""
