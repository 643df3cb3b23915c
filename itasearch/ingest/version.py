"""The version of reading: raise it with any change that makes files come out otherwise.

It is stored with every report, and `reread` reads again what an older one read.
Imports nothing.
"""

READING_VERSION = 2
"""0 are the readings of a time when versions were not kept. 2: appendices of sources are left
out, cells that only stand to be filled in are empty, an unfilled form of results is one of
results."""
