"""Search: from a query to a ranking.

searcher   Searcher: plan, rank distinct measures, decide whether any answers, explain
query/     what was typed: parsed, corrected, expanded, planned
rank/      retrieved, fused, second stage, copies grouped, feedback, reranked
explain    hits with snippet and reason
"""
