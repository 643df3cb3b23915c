"""The backend of a Milvus server, or of a file of Milvus Lite; needs the extra `cluster`.

connection  ITASEARCH_INDEX_URL; calls to Milvus: time limits, batches, errors
rows        what is stored of a measure as numbers and ASCII codes; filters as expressions
statistics  in how many measures each term occurs; BM25 as weights of sparse vectors
commits     the row that names the last commit, and what a commit knows as a whole
snapshot    one commit, read
backend     MilvusBackend: search, stage, commit; MilvusPlace: the index in use, and a new one
"""
