"""itasearch.compare.export.file."""
