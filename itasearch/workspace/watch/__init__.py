"""Watching searches and towns.

verbs   what is watched, compared with the library, and sent by mail
look    what a watch finds in the library now
webhook news as one signed JSON document to an address
mail    one mail through the configured server
"""
