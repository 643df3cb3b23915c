"""Watching searches and towns.

verbs   what is watched, compared with the library, and sent by mail
look    what a watch finds in the library now
mail    one mail through the configured server
"""
