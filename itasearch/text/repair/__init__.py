"""itasearch.text.repair."""
