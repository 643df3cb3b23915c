"""itasearch.extract.cover.cover."""
