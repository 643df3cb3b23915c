"""itasearch.ui.towns."""
