"""itasearch.search.rank."""
