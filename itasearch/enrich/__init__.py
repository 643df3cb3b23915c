"""What is derived from measures before anybody searches.

passages      the passages that are embedded and indexed
copies/       measures that towns copied from each other
topics/       topic and indicator of a measure
form_check/   which parts of the form a measure has
local_names   units that a field names, places in a text; what a town's own reports name
own_report    what a report says of its own measures: done for once, to be mended
"""
