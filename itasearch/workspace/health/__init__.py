"""Checking, mending and saving a home: doctor, repair, readiness, backup, restore, move.

doctor    CheckVerbs: each check, what an operator watches; what is derived, mended
saving    SavingVerbs: backup, its check, restore, the store moved elsewhere
"""
