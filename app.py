"""Streamlit's entry: `streamlit run app.py`."""

from itasearch.ui.main import run

run()
