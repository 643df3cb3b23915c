"""ITA knowledge as data: TOML files in data/, read into typed, cached dataclasses.

classification   words of a topic or indicator, and weights for guessing them
form_rules       parts of the form that each fiscal year requires
glossary         concepts with their Thai and English terms, found in texts and queries
grades           grades of ITA totals
headers          column headers of measure tables, and the fields they name
indicators       the ten ITA indicators, and which one a text states
loader           reads the TOML files
offices          offices by kind of organisation, and word lists around names
organisations    types of local government by name; invented and reworded reports
places           provinces and regions
spellings        common misspellings of domain words
topics           what measures can be about
word_lists       lists of words by purpose, and patterns made of them
words            the segmenter of index and query
"""
