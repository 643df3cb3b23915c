"""Answers as tables and charts to take along: `documents` makes files and pictures of them.

All words are Thai, as in every document that leaves itasearch. Each table names its sources.

words     notes above a table, names, sources, rows cut at the most that a file holds
answer    the hits of a search
towns     matrix, similar towns, what a town lacks
town      one town with all that is known of it
years     one town over its years
charts    charts of a town, its years and gaps, of effects and the library
"""
