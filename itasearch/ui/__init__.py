"""The Streamlit app: thin views over Workspace methods."""
