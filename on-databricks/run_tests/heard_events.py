"""What the watching process hears of the tests, and what it concludes."""

from __future__ import annotations

import json
import os
from typing import IO, Any

MOST_EVENT_BYTES = 8_000_000
MOST_CASES = 100_000
MOST_TEXT = 8_000_000
"""For the texts of all tests together."""
MOST_OUTPUT_BYTES = 32_000


class Heard:
    def __init__(self, nonce: str, project: str) -> None:
        self.nonce = nonce
        self._project = project
        self._cases: list[dict[str, Any]] = []
        self._facts: dict[str, Any] = {}
        self._covered: list[dict[str, Any]] = []
        self._running: dict[str, Any] | None = None
        self._text = 0
        self._disturbed = False
        self._output = bytearray()

    def hear(self, events: IO[bytes]) -> None:
        while line := events.readline(MOST_EVENT_BYTES):
            self._take(line)

    def keep_output(self, output: IO[bytes]) -> None:
        read = getattr(output, "read1", output.read)
        while part := read(65536):
            self._output += part
            del self._output[:-MOST_OUTPUT_BYTES]

    def report(self, status: int, cut: str | None) -> dict[str, Any]:
        return {
            "runner": self._facts.get("runner", {}).get("name", ""),
            "end": self._end(status, cut),
            "selected": self._facts.get("selected", {}).get("count"),
            "running": self._running,
            "cases": self._cases,
            "coverage": self._covered,
            "output": self._output.decode("utf-8", "replace"),
        }

    def _take(self, line: bytes) -> None:
        event = event_in(line, self.nonce)
        if event is None:
            self._disturbed = True
            return
        kind = event.pop("kind")
        if kind == "case":
            self._running = None
            self._add(event)
        elif kind == "running":
            self._running = {**event, "file": self._short(event["file"])}
        elif kind == "covered":
            self._covered.append({**event, "file": event["file"].replace(os.sep, "/")})
        else:
            self._facts[kind] = event

    def _add(self, case: dict[str, Any]) -> None:
        if len(self._cases) >= MOST_CASES:
            self._disturbed = True
            return
        self._text += len(case.get("details", ""))
        if self._text > MOST_TEXT:
            case["details"] = "(left out: the texts of the tests before it are as much as a report takes)"
        self._cases.append({**case, "file": self._short(case["file"])})

    def _short(self, file: str) -> str:
        """From the folder of the project, wherever that is deployed."""
        inside = file.startswith(self._project + os.sep)
        return (file[len(self._project) + 1 :] if inside else file).replace(os.sep, "/")

    def _end(self, status: int, cut: str | None) -> dict[str, Any]:
        if cut is not None:
            return {"kind": cut}
        missing = self._facts.get("missing")
        if missing is not None:
            return {"kind": "missing", "packages": missing["packages"]}
        if self._disturbed:
            return {"kind": "disturbed"}
        ended = self._facts.get("ended")
        if ended is None or ended["status"] != status:
            return {"kind": "crashed", "status": status}
        return {"kind": "finished", "status": status}


def event_in(line: bytes, nonce: str) -> dict[str, Any] | None:
    """None for what our own program did not write."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(event, dict) or event.pop("nonce", None) != nonce:
        return None
    return event
