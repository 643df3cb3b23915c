"""Pure functions on Thai strings; domain words come in as arguments.

thai         encoding, words, likeness and order of Thai text
repair       letters and marks that a file lost, moved or tore apart
dates        years, months, quarters and periods as printed in reports
timeframe    when a measure is carried out, as a span of months; months and years in a text
regression   classes of texts by stretches of their letters and words
typed        what a person means: misspelled, cut short, spelled by sound, on the other keyboard
"""
