"""What is derived from measures before anybody searches.

passages      the passages that are embedded and indexed
copies        measures that towns copied from each other
topics        topic and indicator of a measure
form_check    which parts of the form a measure has
quotations    what reports say came of a measure, as printed
plan_rows     the row of a plan that belongs to a row of results, by title
local_names   units and places that a town's own reports name
"""
