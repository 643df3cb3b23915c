"""itasearch.readers.scan."""
