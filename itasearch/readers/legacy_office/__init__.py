"""Old and foreign office formats, converted by LibreOffice.

reader        the formats, and a last paragraph for .doc files that lack one
libreoffice   one conversion, with a profile of its own
guard         the script that runs LibreOffice and ends it with the reading process
"""
