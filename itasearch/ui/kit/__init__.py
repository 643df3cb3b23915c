"""itasearch.ui.kit."""
