"""One module per view, each with one render()."""
