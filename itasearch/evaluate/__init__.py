"""Rankings measured against judgements, by a maintained library.

evaluation   metrics, tests of differences, losses, baselines; judgements and runs as files
judged       judgements of people who searched as a judged set, in memory and as files
"""
