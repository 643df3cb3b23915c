"""Which measures of two reports correspond.

align    the best alignment by weighted signals, one to one and in covers
signals  how alike the measures of two reports are, as a matrix for each signal
terms    letters, words and concepts of a measure
meaning  vectors, topics and rarity of words from the index
"""
