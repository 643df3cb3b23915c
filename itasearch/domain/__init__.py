"""ITA knowledge as data: TOML files in data/, read into typed, cached dataclasses.

disclosure_items O-numbers and the topics of their items, by fiscal year
english_names    English names of local governments and places
form_rules       parts of the form that each fiscal year requires
glossary         concepts with their Thai and English terms, found in texts and queries
grades           grades of ITA totals
headers          column headers of measure tables, and the fields they name
indicators       the ten ITA indicators, and which one a text states
loader           reads the TOML files
organisations    types of local government by name, their offices; invented and reworded reports
places           provinces and regions
topics           what measures can be about, and weights for guessing it
word_lists       lists of words by purpose, and patterns made of them
words            the segmenter of index and query; common misspellings

data/*_words.toml are the lists of words by what they belong to: contact, copy (of texts), date,
form, law, number (what is counted: บาท, คน, ราย), person, place,
query (names and years in a search), reading (of reports), unit.
"""
