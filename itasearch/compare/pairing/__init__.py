"""itasearch.compare.pairing."""
