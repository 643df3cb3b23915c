"""itasearch.borrow.adapt.rows."""
