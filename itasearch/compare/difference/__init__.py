"""What differs between two measures.

diff          field by field and step by step, months and units by what they say; the size of it all
duty          figures, rounds and conditions that one side alone asks for
shared_words  how much of one text another one names
spans         word by word: names, near years, numbers in words and rounds as one word each
"""
