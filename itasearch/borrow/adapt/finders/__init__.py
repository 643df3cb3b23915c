"""Finders: each finds one kind of thing in a text that belongs to the source.

names      the organisation's name: with its kind, alone, misread, in English, in accounts
offices    offices and the kind itself where no name follows
places     district, province and tambon
persons    persons behind a title, an office or in a signature
addresses  web, mail, telephone, chat, pages, the house
dates      dates of events, timeframes, years
laws       laws and circulars, which stay; numbers of orders and letters
scores     scores, grades and figures
"""
