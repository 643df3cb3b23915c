"""Drafts: tables of the own town's measures that people make of other towns' ones.

drafts   SqlDrafts: drafts listed, made, copied, put away; their rows and settings changed
opening  whose a draft is, opening one for writing
steps    a draft within a transaction, and what changes in it as steps
"""
