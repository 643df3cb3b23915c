"""itasearch.compare.towns."""
