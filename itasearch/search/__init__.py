"""Search: from a query to a ranking.

searcher   Searcher: plan, rank distinct measures, decide whether any answers, explain
query/     what was typed: parsed, corrected, expanded, planned
rank/      retrieved, fused, second stage, copies grouped, feedback, reranked
certainty  whether what was found answers
concepts   what a text is about, among all that local governments do
learned    numbers that `bench.learn` found
explain    hits with snippet and reason
"""
