"""The server started, or what to install before it can be.

The SDK is imported here, when the first assistant asks: who has none needs none.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from itasearch.errors import MissingExtraError

if TYPE_CHECKING:
    from itasearch.mcp.server import AssistantServer
    from itasearch.mcp.tools import Call
    from itasearch.workspace import Workspace

_SDK = frozenset({"mcp", "mcp_types", "pydantic"})  # packages that the extra mcp brings


def assistant_server(library: "Callable[[Call], Workspace]") -> "AssistantServer":
    """The server over a library. Raises MissingExtraError: the SDK is not installed."""
    try:
        from itasearch.mcp.server import AssistantServer
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _SDK:
            raise
        raise MissingExtraError(extra="mcp", needed_for="the server for assistants") from error
    return AssistantServer(library)


def serve_stdio(workspace: "Workspace") -> None:
    """Serve a library on stdin and stdout until stdin ends. Raises MissingExtraError."""
    assistant_server(lambda _call: workspace).run("stdio")
