"""What differs between two measures.

diff   field by field and step by step, months and units by what they say; the size of it all
duty   figures, rounds and conditions that one side alone asks for
rounds numbers in words as figures, rounds as times a year
spans  word by word, with own names and near years as one word each
"""
