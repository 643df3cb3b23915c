"""The HTTP API of a shared library, /api/v1: what programs ask, with keys, as JSON.

mount       where the server has it; FastAPI is loaded with the first request
app         the addresses, and the document that describes them (OpenAPI 3.1)
parameters  what each address takes, and its bounds
answering   an answer made in a thread: its tag, pages, how many at once
asking      who asks: a key, or whom the server knows; how often
problems    errors as RFC 9457 has them
responses   what each address answers with, as JSON Schema
page        the description as a page for people, without anything from other hosts
"""
