"""Streamlit's entry: `streamlit run app.py` serves the app as server/entry.py does."""

from streamlit import App

from itasearch.server.assembled import middleware, routes
from itasearch.ui.kit.language import language_of_page
from itasearch.wording.language import set_fallback

# Streamlit imports this file and serves `app`; a script runner such as AppTest runs it.
if __name__ == "__main__":
    from itasearch.ui.main import run

    run()
else:
    set_fallback(language_of_page)
    app = App("itasearch/ui/main.py", routes=routes(), middleware=middleware())
