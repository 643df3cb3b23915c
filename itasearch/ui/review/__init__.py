"""itasearch.ui.review."""
