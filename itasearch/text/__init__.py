"""Pure functions on Thai strings; domain words come in as arguments.

thai         encoding, words, likeness and order of Thai text
repair       letters and marks that a file lost, moved or tore apart
dates        years, months, quarters and periods as printed in reports
timeframe    when a measure is carried out, as a span of months
short_texts  results of short texts, kept
sound        how Thai and English words sound, so that loanwords meet
typeahead    names found by what was typed of them so far
typed        misspellings and text typed with the keyboard in the other language
"""
