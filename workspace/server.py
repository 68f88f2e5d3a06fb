"""The web application: the Web API, the sockets, the response URLs and the page."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from workspace.downloads import give_to_app, give_to_page, receive_from_page
from workspace.hub import Hub
from workspace.page import routes as page
from workspace.page.guard import Guard
from workspace.page.live import LiveStreams
from workspace.response_endpoint import receive_answer
from workspace.web_api.endpoint import answer_call
from workspace.web_api.files import receive_upload


def build_app(hub: Hub, live: LiveStreams, host: str) -> Starlette:
    """Assemble the application that serves a workspace."""
    app = Starlette(
        routes=[
            Route("/api/{method}", answer_call, methods=["GET", "POST"]),
            Route("/response/{key}", receive_answer, methods=["POST"]),
            WebSocketRoute("/link/", hub.sockets.serve),
            Route("/", page.show_page),
            Route("/archives/{channel}/p{ts}", page.show_message),
            Route("/page/start", page.start),
            Route("/page/messages", page.messages),
            Route("/page/live", live.follow),
            Route("/page/upload", receive_from_page, methods=["POST"]),
            Route("/page/files/{file_id}", give_to_page),
            Route("/upload/{file_id}", receive_upload, methods=["POST"]),
            Route("/files/{file_id}/{name}", give_to_app),
            Route("/page/act/{verb}", page.act, methods=["POST"]),
            Mount("/static", StaticFiles(directory=page.STATIC)),
        ],
        middleware=[Middleware(Guard, host=host)],
    )
    app.state.hub = hub
    return app
