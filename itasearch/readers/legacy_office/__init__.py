"""itasearch.readers.legacy_office."""
