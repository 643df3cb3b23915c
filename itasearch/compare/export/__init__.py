"""itasearch.compare.export.export."""
