"""The verb mcp: an assistant asks the library."""

from itasearch.cli.options import Home, opened


def mcp(home: Home = None) -> None:
    """Let an assistant ask this library, over stdin and stdout, by the Model Context Protocol.

    The assistant's program starts it: docs/mcp.md. Over HTTP: itasearch serve.

    Example: itasearch mcp --home /srv/ita
    """
    from itasearch.mcp.start import serve_stdio  # not for `itasearch --help`

    with opened(home) as workspace:
        workspace.stats()  # a store that cannot be opened is an error here, not in every call
        serve_stdio(workspace)
