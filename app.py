"""Streamlit's entry: `streamlit run app.py` serves the app behind its host check."""

from streamlit import App

from itasearch.ui.host_check import host_check

# Streamlit imports this file and serves `app`; a script runner such as AppTest runs it.
if __name__ == "__main__":
    from itasearch.ui.main import run

    run()
else:
    app = App("itasearch/ui/main.py", middleware=[host_check()])
