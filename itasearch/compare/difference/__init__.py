"""itasearch.compare.difference."""
