"""itasearch.ui.compare."""
