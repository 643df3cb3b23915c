"""Labels of the people of a shared library."""

from itasearch.ui.kit.labels import Label

TITLE = Label("People and log")
ONLY_ADMINISTRATORS = Label("This page is for administrators.")
NAME = Label("Name")
ROLE = Label("Role")
ORGANISATIONS = Label("Organisations")
STATE = Label("State", "people")
GIVE_ROLE = Label("Give a role")
BAD_ID = Label("Type the person's id as the provider or proxy has it.")
