"""From good examples to our own plan: borrowed rows adapted and written as files.

A draft's rows are adapted by `adapt.rows.adapt`, become a `document.form.Form` (official
columns, blanks, sources) and are written by one of the writers.

adapt      texts in the name and for the year of another organisation
document   what is handed in: form, letterhead, and a writer for each file format
"""
