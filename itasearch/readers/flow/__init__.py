"""itasearch.readers.flow."""
