"""Verbs that see many towns together, or one over its years.

towns   Towns: matrix, similar towns, coverage, one town, own questions, effects, plan
survey  profiles of all towns, kept between questions
"""
