"""The first page without a query: the desk of the person's own town, or a welcome without one.

view      the desk: latest reports, what is new, weak indicators, gaps, drafts
welcome   what itasearch is, examples, what the library holds by province and year
visits    when the person was here before, kept in a cookie of her browser
samples   the button that loads the samples or removes them
labels    labels of all these
"""
