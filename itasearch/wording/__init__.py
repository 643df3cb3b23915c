"""What the command line, the app and files write alike: words for people, and JSON.

corrections   corrections and their state, in English
fields        names of a measure's fields, in Thai and English
objects       model objects as JSON: one table of shapes, and the encoder
places        organisation with province and mark; file, and place in it
"""
