"""itasearch.extract.ita."""
