"""Pure functions on Thai strings; domain words come in as arguments."""
