"""What keeps a library whole: which computer writes to it, and backups.

share      folders of a network, and the note of which computer writes
archive    a backup: written, checked, unpacked
restoring  a backup put in the place of a library, which is kept
"""
