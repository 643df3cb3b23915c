"""Tables without rules, or without vertical ones.

by_drawing_order   by the order in which a PDF writes their cells
by_gaps            by gaps that lines of words leave free
labelled_columns   columns of labelled texts beside each other, which are no table
"""
