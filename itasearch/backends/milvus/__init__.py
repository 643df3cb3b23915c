"""The backend of a Milvus server, or of a file of Milvus Lite; needs the extra `cluster`.

address      ITASEARCH_INDEX_URL: the server or file, and which library in it
connection   calls to Milvus: time limits, batches, errors
rows         what is stored of a measure, and how values become numbers and ASCII codes
statistics   in how many measures each term occurs; BM25 as weights of sparse vectors
commits      the row that names the last commit, and what a commit knows as a whole
expressions  filters as Milvus expressions
snapshot     one commit, read
backend      MilvusBackend: search, stage, commit
place        the index of a library, and one that is built beside it
"""
