"""itasearch.readers.layout."""
