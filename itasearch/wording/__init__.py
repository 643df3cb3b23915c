"""What the command line, the app and files write alike: words for people, and JSON.

labels    names of fields; organisation with province and mark; file, and place in it;
          corrections and their state, in English
reasons   why a hit was found, as a sentence in Thai or English
objects   model objects as JSON: one table of shapes, and the encoder
"""
