"""The first page without a query: the desk of the person's own town, or a welcome without one.

view      the desk: latest reports, what is new, weak indicators, gaps, drafts
tour      the tour in three steps
samples   the button that loads the samples or removes them
labels    labels of all these
"""
