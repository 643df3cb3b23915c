"""Search: from a query to a ranking.

searcher   Searcher: plan, rank, decide whether anything answers, explain
answer     a query plan to distinct measures
query/     what was typed: parsed, corrected, expanded, planned
rank/      retrieved, fused, second stage, copies grouped, feedback, reranked
explain    hits with snippet and reason
"""
