"""Streamlit's command line, ended by Ctrl-C or SIGTERM with exit code 0, with the sign-in of the
environment as Streamlit's secrets.

After its shutdown Streamlit's server for ASGI apps raises the signal once more; on Ctrl-C
Streamlit then prints "Aborted!" and exits with code 1, as if the app had failed.
"""

import json
import os
import secrets
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

from streamlit.web.cli import main

from itasearch.config import APP_URL_VARIABLE, sign_in_provider
from itasearch.disk import naming
from itasearch.server.log import refusal_text
from itasearch.temporary import TemporaryFolder


@contextmanager
def secrets_of(provider: Mapping[str, str]) -> Iterator[None]:
    """Give Streamlit the secrets of a provider while the block runs; {} gives none.

    Exits where the disk refuses.
    """
    if not provider:
        yield
        return
    app_url = os.environ.get(APP_URL_VARIABLE, "").strip().rstrip("/")
    values = {
        **provider,
        "redirect_uri": f"{app_url}/oauth2callback",
        "cookie_secret": provider["cookie_secret"] or secrets.token_hex(32),
    }
    # A string of JSON is one of TOML.
    lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(TemporaryFolder())
            file = folder.path / "secrets.toml"
            with naming(folder.path):
                file.touch(mode=0o600)  # only this user reads it
                file.write_text("\n".join(["[auth]", *lines, ""]), encoding="utf-8")
            sys.argv.append(f"--secrets.files={file}")
        except OSError as error:
            sys.exit(f"itasearch serve: {refusal_text(error)}")
        yield


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: sys.exit(0))
    with secrets_of(sign_in_provider()):
        # Else uvicorn puts what a proxy says in the place of a request's peer.
        os.environ["FORWARDED_ALLOW_IPS"] = ""
        main(prog_name="streamlit")
