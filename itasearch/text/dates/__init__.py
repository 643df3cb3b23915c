"""itasearch.text.dates."""
