"""itasearch.ui.draft."""
