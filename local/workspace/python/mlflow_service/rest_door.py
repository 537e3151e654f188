"""A second endpoint of the same server, for the stand-in's own requests."""

from mlflow.server import app
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server


class RequestHandler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    # In one packet, header and body arrive together.
    wbufsize = -1

    def log(self, type: str, message: str, *args: object) -> None:
        """No request log."""


def rest_door() -> BaseWSGIServer:
    """Serves the Flask application, which has the REST API of experiments and models.

    On the way to it through the FastAPI application around it, a request costs a quarter more.
    """
    return make_server("127.0.0.1", 0, app, threaded=True, request_handler=RequestHandler)
