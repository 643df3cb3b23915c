"""What the app's server has besides the app, however it is started: addresses that are no views,
and what each request passes on its way in.
"""

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from itasearch.server.api import api_mount, assistants_route
from itasearch.server.figures import FiguresCheck, figures_route
from itasearch.server.health import HealthAddresses
from itasearch.server.host_check import host_check
from itasearch.server.observed import observed
from itasearch.server.page_headers import PageHeaders
from itasearch.server.who_asks import who_asks
from itasearch.ui.kit.drop_zone import OwnZonesOnly, uploads_route
from itasearch.ui.kit.routes import VIEWS, route_below_base
from itasearch.ui.kit.static import page_html
from itasearch.ui.search.suggestions import suggestions_route
from itasearch.ui.sessions import session_ends
from itasearch.ui.watch.feed import feed_route


def routes() -> list[BaseRoute]:
    """The addresses, in front of those of Streamlit."""

    def page(_request: Request) -> Response:
        return HTMLResponse(page_html(), headers={"Cache-Control": "no-cache"})

    own = [feed_route(), suggestions_route(), figures_route(), api_mount(), assistants_route()]
    return [*own, uploads_route(), *(route_below_base(view, page) for view in ("", *VIEWS))]


def middleware() -> list[Middleware]:
    """What a request passes, the outermost first."""
    return [
        observed(),
        Middleware(PageHeaders),
        Middleware(HealthAddresses),
        host_check(),
        who_asks(),
        Middleware(FiguresCheck),
        Middleware(OwnZonesOnly),
        session_ends(),
    ]
