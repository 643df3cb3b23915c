"""Search: from a query to a ranking.

searcher   Searcher: plan, rank distinct measures, decide whether any answers, explain
query/     what was typed: parsed, corrected, expanded, planned
rank/      retrieved, fused, second stage, copies grouped, feedback, reranked
certainty  whether what was found answers
learned    numbers that `bench.learn` found, and what a text is about by its concepts
explain    hits with snippet and reason
"""
