"""itasearch.readers.word."""
