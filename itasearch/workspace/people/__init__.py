"""Who asks a shared library, and what each may do.

verbs   people signed in, given roles; keys of programs; the log of what they did
roles   roles by a list of people in a file, and names of roles of a provider
"""
