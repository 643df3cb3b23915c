"""What the command line, the app and files write alike: words for people, and JSON.

label            the class Label: a text in Thai and English
language         the language of a run, and what writes labels and texts in it
labels           names of fields and months; organisation with province and mark; file, and place
                 in it
review           what is doubtful of a report, kinds of files, corrections and their state
reasons          why a hit is in the ranking, in Thai and English
errors           what is wrong and what to do, in Thai and English; as the app says it
plan             why a plan proposes a measure, in Thai and English
checks           what the checks of `doctor` find and advise, in Thai and English
watches          names of saved searches, a new hit in a line
feed             what is new of a saved search as an Atom feed
messages         Thai messages about files
evidence         what to check of an address that was handed in as evidence
pace             how fast a long stage goes, and how long it still takes
names            kinds, types, marks, indicators, sources, roles, who does better: by their names
comparison       how fields and pairs of a comparison compare, and its page of prose
document_words   words that itasearch writes into documents and recognises in them
objects          model objects as JSON: one table of shapes, the encoder, and their JSON Schemas
"""
