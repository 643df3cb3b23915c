"""Checking, mending and saving a home: doctor, repair, readiness, backup, restore, move.

checking  CheckVerbs: doctor, what an operator watches; what is derived, mended
saving    SavingVerbs: backup, its check, restore, the store moved elsewhere
doctor    each check: of what is installed, and of what a home holds
"""
