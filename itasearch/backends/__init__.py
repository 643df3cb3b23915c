"""The search index behind one protocol.

base     SearchBackend: vectors and full text behind one commit
local/   the backend of one machine: FAISS and tantivy
"""
