"""itasearch.extract.tables."""
