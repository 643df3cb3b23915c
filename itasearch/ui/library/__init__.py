"""itasearch.ui.library."""
