"""What differs between two measures.

diff      field by field and step by step, months and units by what they say; the size of it all
problems  problems and recommendations that one report has in one column, the other in two
spans     word by word: names, near years, numbers in words and rounds as one word each
"""
