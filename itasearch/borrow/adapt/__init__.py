"""itasearch.borrow.adapt.adapt."""
