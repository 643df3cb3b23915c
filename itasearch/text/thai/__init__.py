"""Thai text as such: encoding, words, comparison.

characters  character classes, and the one right form of each cluster
normalize   normal forms for storing and for loose equality; Arabic digits
lexicon     words, names, function words; how likely a reading of a string is
words       text cut into words with their places
romanised   names in Latin letters, compared by their sounds
rtgs        Thai words in Latin letters by the official system
counters    words for what is counted
match       how alike two texts are; the order of Thai dictionaries
stretches   long text cut into pieces of bounded length
finding     words found in a text whatever its spaces, marks and digits
view        a text to search in, each letter with its place in the text as given
"""
