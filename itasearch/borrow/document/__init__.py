"""itasearch.borrow.document."""
