"""`python -m itasearch`: the same as the command itasearch."""

from itasearch.cli.main import main

main()
