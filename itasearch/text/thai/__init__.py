"""itasearch.text.thai."""
