"""ITA knowledge as data: TOML files in data/, read into typed, cached dataclasses.

document_titles  what a document is by its title: how towns title those of each item
english_names    English names of local governments and places
glossary         concepts with their Thai and English terms, found in texts and queries
headers          column headers of measure tables, and the fields they name
indicators       the ten ITA indicators, which one a text states, grades of totals
loader           reads the TOML files; lists of words by purpose, and patterns made of them
organisations    types of local government by name, their offices; invented and reworded reports
places           provinces and regions
rules            by fiscal year the items to be disclosed and the form; those of a home
titles           titles of measures, the same from year to year
topics           what measures can be about, and weights for guessing it
words            the segmenter of index and query; common misspellings

data/*_words.toml are the lists of words by what they belong to: contact, copy (of texts), date,
form, law, number (what is counted: บาท, คน, ราย), person, place,
query (names and years in a search), reading (of reports), unit.
data/*_patterns.toml are patterns of such words: adapting (of texts to another town), copy,
form (parts of it in a text), plan (what our last report
says of a measure), query, reading, web (links).
"""
