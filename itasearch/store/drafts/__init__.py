"""Drafts: tables of measures that people borrow from other towns for their own town.

drafts   SqlDrafts: drafts listed, made, changed, deleted; undo and redo
changes  what each change makes of a draft, without the store
"""
