"""Watching searches and towns.

verbs    what is watched, looked for in the library, compared and sent
sending  news by mail, and as one signed JSON document to an address
"""
