"""The search index behind one protocol.

base     SearchBackend: vectors and full text behind one commit; what all backends share
place    IndexPlace: opening, building and replacing the index; which one the settings name
local/   the backend of one machine: FAISS and tantivy
milvus/  the backend of a Milvus server
"""
