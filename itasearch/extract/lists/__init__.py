"""itasearch.extract.lists.lists."""
