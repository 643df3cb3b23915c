"""Thai digits read again by their shapes.

lines      the digits of a line, and which numbers stay doubtful
places     a line's text from its symbols and digits, with the points between digits
shapes     classifies a blob of ink by the nearest rendered glyphs
touching   digits that touch cut apart, broken ones joined
"""
