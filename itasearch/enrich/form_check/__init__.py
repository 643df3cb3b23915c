"""Which parts of the form a measure has; advice, no verdict.

check   each part: in its own field, in another one, or missing
spans   words of a text about time, office, steps and follow-up
"""
