"""Rankings measured against judgements, by a maintained library.

evaluation   metrics, tests of differences, losses, baselines
trec_files   judgements, queries and runs as files
"""
