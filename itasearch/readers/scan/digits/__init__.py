"""Thai digits read again by their shapes.

lines    the digits of a line with the points between them, and which numbers stay doubtful
shapes   classifies a blob of ink by the nearest rendered glyphs; touching digits, broken ones
"""
