"""itasearch.ui.search."""
