"""Verbs on those with whom a library is shared.

people      people and log: who signs in, their roles, what they did
keys        keys: what programs prove themselves with
assistants  mcp: an assistant asks the library
"""
