"""What keeps a library whole: what can be damaged is looked for, and put back from a backup.

originals  original files against the digests that they were read with
probe      a question to each part of the index, whose answer is known
share      folders of a network, and the note of which computer writes
archive    a backup: written, checked, unpacked
restoring  a backup put in the place of a library, which is kept beside
"""
