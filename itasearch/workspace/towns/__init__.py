"""Verbs that see many towns together, or one over its years.

similar  matrix, similar towns, coverage and form check
town     one town: its record over the years, copies, all of it together
plan     next year's plan of a town: proposals, and a draft or file of them
questions  own questions by towns or years
effects  scores where towns took something up, against those that did not
survey   profiles of all towns, kept between questions
"""
