"""Tools for assistants, by the Model Context Protocol: what reports say, each with its source.

An answer is an object of a stated shape and the same as JSON text. It names organisation, fiscal
year, file, place in it and measure id, so that an assistant can cite. What reports say is in
strings: an assistant that reads it must not take it for instructions.

start     the server started, and what to install for it
server    the server of the protocol: instructions, errors in the language of the question
tools     the tools: what each takes, and which verbs of Workspace answer it
answers   answers as objects, bounded in size, and their schemas
faults    what went wrong, as a sentence that says what to do
labels    words of the texts in Thai and English
http      the server behind an address of the app's server
"""
