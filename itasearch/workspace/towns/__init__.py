"""Verbs that see many towns together, or one over its years.

towns   matrix, similar towns, coverage, one town over its years, own questions, effects
plan    Towns: these, and next year's plan of a town
survey  profiles of all towns, kept between questions
"""
