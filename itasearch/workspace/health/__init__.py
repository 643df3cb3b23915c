"""Checking, mending and saving a home: doctor, repair, readiness, backup, restore, move.

checking   CheckVerbs: doctor, what an operator watches, what cannot be read on this machine
repairing  RepairVerbs: what is derived, mended; what killed runs left, deleted
saving     SavingVerbs: backup, its check, restore, the store moved elsewhere
holdings   checks of what a home holds
installed  checks of what is installed on this machine
findings   what a check found, made of a label, or of the error that ended it
"""
