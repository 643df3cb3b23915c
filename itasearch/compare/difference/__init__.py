"""What differs between two measures.

diff             field by field and step by step, and the size of a pair's difference
spans            word by word, with own names and near years as one word each
times_and_units  months and responsible units by what they say
"""
