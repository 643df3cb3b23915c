"""itasearch.readers.sheets."""
