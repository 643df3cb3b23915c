"""The server that `itasearch serve` starts with `streamlit run`: the app behind its host check.

Streamlit finds `app` by reading this file: it must be an assignment of a call of App.
"""

from importlib.resources import files

from streamlit import App

from itasearch.ui.host_check import host_check

app = App(str(files("itasearch.ui").joinpath("main.py")), middleware=[host_check()])
