"""The server that `itasearch serve` starts with `streamlit run`: the app behind its host check,
feeds of what is watched, suggestions while a query is typed, the API for programs, the address of
assistants, and what its operator watches.

Streamlit finds `app` by reading this file: it must be an assignment of a call of App.
"""

from importlib.resources import files

from streamlit import App

from itasearch.ui.api import api_mount
from itasearch.ui.assistants import assistants_route
from itasearch.ui.host_check import host_check
from itasearch.ui.serving.figures import figures_route
from itasearch.ui.serving.health import health_addresses
from itasearch.ui.serving.observed import observed
from itasearch.ui.suggestions import suggestions_route
from itasearch.ui.watch.feed import feed_route
from itasearch.ui.who_asks import who_asks

app = App(
    str(files("itasearch.ui").joinpath("main.py")),
    routes=[feed_route(), suggestions_route(), figures_route(), api_mount(), assistants_route()],
    middleware=[observed(), health_addresses(), host_check(), who_asks()],
)
