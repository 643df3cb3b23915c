"""The server that `itasearch serve` starts with `streamlit run`: the app behind what assembled.py
puts in front of it.

Streamlit finds `app` by reading this file: it must be an assignment of a call of App.
"""

from importlib.resources import files

from streamlit import App

from itasearch.server.assembled import middleware, routes
from itasearch.ui.kit.language import language_of_page
from itasearch.wording.language import set_fallback

set_fallback(language_of_page)
app = App(str(files("itasearch.ui").joinpath("main.py")), routes=routes(), middleware=middleware())
