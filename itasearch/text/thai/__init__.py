"""Thai text as such: encoding, words, comparison.

characters  character classes, and the one right form of each cluster; words for what is counted
normalize   normal forms for loose equality; Arabic digits; results of short texts, kept
lexicon     words, names, function words; how likely a reading of a string is
words       text cut into words with their places
whole_words  whether a text has a word, not only its letters
rtgs        Thai words in Latin letters by the official system; such names compared by sounds
match       how alike two texts are; the order of Thai dictionaries
stretches   long text cut into pieces of bounded length
finding     words found in a text whatever its spaces, marks and digits, with their place in the
            text as given
"""
