"""Next year's plan: our measures to keep and improve, others' to borrow.

It belongs to towns and not to `borrow`, because it chooses among the measures of many towns, by
their scores and by what most of them do; `borrow` adapts what was chosen.

material   what a plan is made of, and what is asked of a measure in it
gathering  reads it from the library, with what pairs ours and others
proposals  our measures to keep, improve and resume, others' to borrow, each with its reasons
sections   the proposals by indicator, what is ticked, and the rows of a draft
"""
