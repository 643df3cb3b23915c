"""ITA knowledge as data: TOML files and the one loader that reads them."""
