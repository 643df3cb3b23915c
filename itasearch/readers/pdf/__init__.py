"""itasearch.readers.pdf."""
