"""Vectors and full text on disk, behind one protocol."""
