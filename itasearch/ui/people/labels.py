"""Labels of the people of a shared library."""

from itasearch.ui.kit.labels import Label

TITLE = Label("People and log")
ONLY_ADMINISTRATORS = Label("This page is for administrators.")
PEOPLE = Label("{count:users}")
NAME = Label("Name")
IDENTIFIER = Label("Id")
ROLE = Label("Role")
ORGANISATIONS = Label("Organisations")
ALL = Label("all")
DRAFT = Label("a draft")
STATE = Label("State", "people")
DONE = Label("done")
FAILED = Label("failed")
THIS_COMPUTER = Label("the library's computer")
GIVE_ROLE = Label("Give a role")
BAD_ID = Label("Type the person's id as the provider or proxy has it.")
