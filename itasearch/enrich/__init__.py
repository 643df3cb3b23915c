"""What is derived from measures before anybody searches.

passages      the passages that are embedded and indexed
copies        measures that towns copied from each other
topics        topic and indicator of a measure
evidence      what speaks against a document as evidence for an item of the ITA
form_check    which parts of the form a measure has
own_reports   units that a field names, places in a text; what a town's own reports name, and say of
              their measures: done for once, to be mended
"""
