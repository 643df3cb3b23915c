"""itasearch.readers.scan.digits."""
