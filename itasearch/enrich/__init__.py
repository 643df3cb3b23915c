"""What is derived from measures before anybody searches.

passages      the passages that are embedded and indexed
copies        measures that towns copied from each other
topics        topic and indicator of a measure
form_check    which parts of the form a measure has
own_reports   what a town's own reports say came of their measures: in part, not reached, given up
own_quotes    a text of these as it is quoted, with the rest of its cell
carried_out   what a result says came of its measure, as learned
own_counts    how much of what was planned a result counts
own_steps     what of a row is done once for all, and what it leaves for the next plan
own_advice    what they recommend, which problems they name, and which steps take that up
own_plan      what a plan says that the results report of its year leaves out
own_names     units and places that they name
"""
