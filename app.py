"""Streamlit's entry: `streamlit run app.py` serves the app as ui/server.py does."""

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

# Streamlit imports this file and serves `app`; a script runner such as AppTest runs it.
if __name__ == "__main__":
    from itasearch.ui.main import run

    run()
else:
    app = App(
        "itasearch/ui/main.py",
        routes=[
            feed_route(),
            suggestions_route(),
            figures_route(),
            api_mount(),
            assistants_route(),
        ],
        middleware=[observed(), health_addresses(), host_check(), who_asks()],
    )
