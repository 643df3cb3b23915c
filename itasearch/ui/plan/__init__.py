"""The view of next year's plan: what to keep, to improve and to borrow, with ticks.

view       choice of town and year, the sections with their ticks, the button that makes a draft
cards      a proposal as HTML: whose it is, why it is proposed, where it is read from
labels     labels of this view
"""
