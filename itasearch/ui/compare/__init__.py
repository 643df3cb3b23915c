"""The view เปรียบเทียบ.

view      the choice of two sides, and their comparison
sides     what can be chosen on a side
answer    one comparison: head, filters, notes, downloads, pairs, measures of one side alone
pairs     pairs of measures as HTML: texts word by word, steps, units, months
years     the years of one organisation: threads, counts, ITA scores
labels    labels of all these
"""
