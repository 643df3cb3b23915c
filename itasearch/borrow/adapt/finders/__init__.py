"""Finders: each finds one kind of thing in a text that belongs to the source.

names      the organisation's name in Thai: with its kind, alone, misread
english    its English name, and accounts made of it
offices    offices and the kind itself where no name follows; names that are a kind themselves
places     district, province and tambon
persons    persons behind a title, an office or in a signature
addresses  web, mail, telephone, chat, pages, the house
dates      dates of events, timeframes, years
laws       laws and circulars, which stay; numbers of orders and letters
scores     scores, grades and figures; numbers of disclosure items
local_names  units and places that the target's own reports name, and which they do not
"""
