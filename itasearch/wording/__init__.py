"""What the command line, the app and files write alike: words for people, and JSON.

label            the class Label: a text in Thai and English
labels           names of fields and months; organisation with province and mark; file, and place
                 in it; corrections and their state, in English
reasons          why a hit is in the ranking, in Thai and English
errors           what is wrong and what to do, in Thai and English, for errors of itasearch
faults           reports that are left out somewhere, and what to do about them
plan             why a plan proposes a measure, in Thai and English
better           who does better, and by how much
checks           what the checks of `doctor` find and advise, in Thai and English
people           names of roles and of what people did
watches          names of what is watched, its news in a line, the mail of all news
library          what is missing of a library, and what is left of it
messages         Thai messages about files
pace             how fast a long stage goes, and how long it still takes
names            kinds, types, marks, indicators and sources by their names, in Thai and English
comparison       how fields and pairs of a comparison compare, and its page of prose
document_words   words that itasearch writes into documents and recognises in them
objects          model objects as JSON: one table of shapes, and the encoder
schemas          JSON Schemas of these objects, for the HTTP API
"""
