"""Verbs on towns.

one   town: one organisation over its years
many  matrix, neighbours, coverage
"""
