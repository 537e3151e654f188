"""What the process of the tests tells the one that watches it, a JSON line per event."""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import Any

from first_line import first_line


class Told:
    """Has the standard output for itself; what anything prints goes to standard error instead."""

    def __init__(self) -> None:
        sys.stdout.flush()
        # A copy is not inherited by programs that tests start; forks are told apart by their process ID.
        self._events = os.dup(1)
        os.dup2(2, 1)
        self._process = os.getpid()
        self._nonce = ""
        self._turn = threading.Lock()

    def asked(self) -> dict[str, Any]:
        """The request: the first line of standard input, which is empty from then on."""
        line = first_line(0)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        request: dict[str, Any] = json.loads(line)
        self._nonce = request.pop("nonce")
        return request

    def tell(self, kind: str, **facts: object) -> None:
        if os.getpid() != self._process:
            return
        line = json.dumps({"nonce": self._nonce, "kind": kind, **facts}) + "\n"
        rest = memoryview(line.encode("ascii"))
        with self._turn:
            while rest:
                rest = rest[os.write(self._events, rest) :]
