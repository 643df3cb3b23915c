"""The server that `itasearch serve` starts with `streamlit run`: the app behind its host check,
feeds of what is watched, and suggestions while a query is typed.

Streamlit finds `app` by reading this file: it must be an assignment of a call of App.
"""

from importlib.resources import files

from streamlit import App

from itasearch.ui.host_check import host_check
from itasearch.ui.suggestions import suggestions_route
from itasearch.ui.watch.feed import feed_route

app = App(
    str(files("itasearch.ui").joinpath("main.py")),
    routes=[feed_route(), suggestions_route()],
    middleware=[host_check()],
)
