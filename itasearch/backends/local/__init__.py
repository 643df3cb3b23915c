"""The backend of one machine: FAISS for vectors, tantivy for full text."""
