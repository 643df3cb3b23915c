"""What the command line, the app and files write alike: words for people, and JSON.

labels           names of fields and months; organisation with province and mark; file, and place
                 in it; corrections and their state, in English
reasons          why a hit is in the ranking, in Thai and English
messages         Thai messages about files
pace             how fast a long stage goes, and how long it still takes
document_words   words that itasearch writes into documents and recognises in them
objects          model objects as JSON: one table of shapes, and the encoder
"""
