"""Calls of the workspace's REST API with the run's own token."""

from __future__ import annotations

import json
import os
from typing import Any


class RestError(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


def get(path: str, **query: str) -> dict[str, Any]:
    return _call("GET", path, query)


def delete(path: str, **query: str) -> None:
    _call("DELETE", path, query)


def _call(method: str, path: str, query: dict[str, str]) -> dict[str, Any]:
    # Here, because most notebooks start faster without it.
    import urllib.error
    import urllib.parse
    import urllib.request

    url = f"{os.environ['DATABRICKS_HOST']}{path}?{urllib.parse.urlencode(query)}"
    token = os.environ["DATABRICKS_TOKEN"]
    headers = {"Authorization": f"Bearer {token}"}
    request = urllib.request.Request(url, headers=headers, method=method)
    # Otherwise it would use the proxy settings of this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=60) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        body = json.loads(error.read() or b"{}")
        raise RestError(body.get("error_code", ""), body.get("message", "")) from None
