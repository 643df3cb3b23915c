"""itasearch.extract.headers."""
