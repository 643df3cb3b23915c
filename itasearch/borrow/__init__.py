"""From good examples to our own plan: borrowed rows adapted and written as files.

The way is Draft (what was chosen) -> `adapt` -> Template (in the target's name) ->
`form_of` -> Form (the official columns, blanks, sources) -> a writer -> bytes. `adapt`
adapts each text by `adapt_text`: finders -> settled findings -> written once.
"""
