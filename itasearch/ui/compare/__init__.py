"""The view เปรียบเทียบ.

view      the choice of two sides, and their comparison
sides     what can be chosen on a side; the bar of links among all comparisons
answer    one comparison: notes, downloads, pairs, measures of one side alone
filter    topics and indicators that narrow a comparison
head      names of the sides, counts, overview table and notes as HTML
pairs     pairs of measures as HTML: texts word by word, steps, units
timeline  timeframes as bars of months, and the months in words
years     the years of one organisation: threads, counts, ITA scores
judging   buttons "the same" and "not the same", and their undoing
labels    labels of all these
"""
