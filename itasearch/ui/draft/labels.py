"""Labels of drafts, their button on other views and their documents."""

from enum import Enum

from itasearch.model.documents import Digits
from itasearch.model.drafts import ChangeKind, DocumentKind
from itasearch.wording.label import Label


class RowAction(Enum):
    """What the menu of a row offers, in its order."""

    _value_: Label

    MOVE = Label("Move to another place…")
    MERGE = Label("Merge with another row…")
    SPLIT = Label("Split back")
    REMOVE = Label("Take out")


TAKEN_BUT_EDITED = Label("You edited this measure in the template; take it out there")
GO_TO_COMPARE = Label("Compare two organisations")
TARGET_MISSING = Label(
    "Name your organisation and fiscal year: they take the place of the sources’ in the texts"
)
NOT_IN_FORM = Label("In the plan; the six-column form has no such column")
FILE_NAMES = {
    DocumentKind.PLAN: Label("measures"),
    DocumentKind.RESULTS: Label("results"),
    DocumentKind.TABLE: Label("table"),
}
DOCUMENTS = {
    DocumentKind.PLAN: Label("Plan of measures"),
    DocumentKind.RESULTS: Label("Report on results"),
    DocumentKind.TABLE: Label("Table alone"),
}
DIGIT_KINDS = {Digits.THAI: Label("Thai"), Digits.ARABIC: Label("Arabic")}
PLACEHOLDERS = {
    "title": Label("title of the document"),
    "organisation": Label("our organisation"),
    "year": Label("fiscal year"),
    "table": Label("the table of measures; needed"),
    "analysis": Label("analysis of the last ITA result"),
    "signatures": Label("lines to sign on"),
    "sources": Label("where each row comes from"),
}
PREVIEW = Label("What the file will say")

GROUP = Label("Indicator {name} ({count})")
LEFT = {
    "cells": Label("fill in {count:cells} of the table"),
    "blanks": Label("fill in {count:blanks} «…» in texts"),
    "questions": Label("check {count:marked matters}"),
}
"""What is left to do in the rows, by the names of Remaining."""
LEFT_OUTSIDE = Label("outside the rows {count:places}, yellow in the document")
CHANGE_KINDS = {
    ChangeKind.NAME: Label("name"),
    ChangeKind.KIND: Label("kind"),
    ChangeKind.PLACE: Label("place"),
    ChangeKind.YEAR: Label("year"),
    ChangeKind.DATE: Label("date"),
    ChangeKind.CONTACT: Label("contact"),
    ChangeKind.PERSON: Label("person"),
    ChangeKind.ORDER: Label("number"),
    ChangeKind.SCORE: Label("score"),
    ChangeKind.OUTLINE: Label("item number"),
}
ROW_DO = {RowAction.MOVE: Label("Move"), RowAction.MERGE: Label("Merge into one row")}
