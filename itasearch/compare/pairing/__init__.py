"""Which measures of two reports correspond.

align     the best alignment by weighted signals, one to one and in covers
covers    one measure that covers several of the other report
signals   all signals of two reports, without boilerplate
likeness  the matrices of each signal
terms     letters, words and concepts of a measure
meaning   vectors, topics and rarity of words from the index
"""
