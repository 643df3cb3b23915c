"""The words of the command line in Thai and English.

The names of verbs, options and fields are the same in both: they are typed.

tables    heads and fixed words of what goes to stdout: English on a pipe
messages  notes, errors and progress, which go to stderr in the language of the run
"""
