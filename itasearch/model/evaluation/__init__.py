"""How good answers are: what people marked, and what is measured with it.

judgements  hits marked as sought or not, and questions that nothing answered
runs        judged queries, runs and their metrics
"""
