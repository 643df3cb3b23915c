"""Faults on purpose: verbs that are killed at a step, and files broken in small ways.

stopping        the command with its steps counted, brought to a halt at one of them
mutate_files    files broken in small ways; test_mutated_files reads them
"""
