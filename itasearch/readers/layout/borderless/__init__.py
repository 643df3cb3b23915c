"""itasearch.readers.layout.borderless."""
