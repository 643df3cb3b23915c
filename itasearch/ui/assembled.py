"""What the app's server has besides the app, however it is started: addresses that are no views,
and what each request passes on its way in.
"""

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from itasearch.ui.api import api_mount
from itasearch.ui.assistants import assistants_route
from itasearch.ui.dropped_files import dropped_files
from itasearch.ui.host_check import host_check
from itasearch.ui.kit.routes import VIEWS, route_below_base
from itasearch.ui.kit.static import page_html
from itasearch.ui.page_headers import page_headers
from itasearch.ui.serving.figures import figures_check, figures_route
from itasearch.ui.serving.health import health_addresses
from itasearch.ui.serving.observed import observed
from itasearch.ui.suggestions import suggestions_route
from itasearch.ui.watch.feed import feed_route
from itasearch.ui.who_asks import who_asks


def routes() -> list[BaseRoute]:
    """The addresses, in front of those of Streamlit."""
    own = [feed_route(), suggestions_route(), figures_route(), api_mount(), assistants_route()]
    return [*own, *(route_below_base(view, _page) for view in VIEWS)]


def _page(_request: Request) -> Response:
    return HTMLResponse(page_html(), headers={"Cache-Control": "no-cache"})


def middleware() -> list[Middleware]:
    """What a request passes, the outermost first."""
    return [
        observed(),
        page_headers(),
        health_addresses(),
        host_check(),
        who_asks(),
        figures_check(),
        dropped_files(),
    ]
