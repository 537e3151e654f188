"""What became of a program that ran apart, as the exit value says it."""

from __future__ import annotations

import signal
from typing import Any

from apart import Ended
from plain_text import one_line

Verdict = dict[str, Any]


def prediction_of(ended: Ended) -> Verdict:
    seconds = {"seconds": ended.seconds}
    match ended.result if ended.status == 0 else None:
        case {"input": dict() as given, "output": dict() as output, "missing": int(missing)}:
            sizes = {"input": shape(given), "output": shape(output)}
            return {"outcome": "ok", **seconds, **sizes, "missing": missing}
        case {"noExample": True}:
            failure = ("noExample", "the model was logged without an input example")
        case {"raised": str(text)}:
            failure = ("raised", text)
        case _:
            failure = broken(ended)
    reason, message = failure
    phase = ended.phase if ended.phase in ("load", "predict") else "load"
    return {"outcome": "failed", **seconds, "reason": reason, "phase": phase, "message": one_line(message)}


def shape(told: dict[str, Any]) -> dict[str, Any]:
    """Only a process of the model told it, so it may be anything."""
    sizes = [size for size in listed(told, "shape") if isinstance(size, int)]
    columns = [one_line(name) for name in listed(told, "columns") if isinstance(name, str)]
    return {"type": one_line(str(told.get("type"))), "shape": sizes, "columns": columns}


def listed(told: dict[str, Any], name: str) -> list[object]:
    value = told.get(name)
    return value if isinstance(value, list) else []


def check_verdict(name: str, ended: Ended) -> Verdict:
    known = {"name": name, "seconds": ended.seconds}
    match ended.result if ended.status == 0 else None:
        case {"passed": True}:
            return {**known, "outcome": "passed"}
        case {"failed": str(text)}:
            return {**known, "outcome": "failed", "message": one_line(text)}
        case {"raised": str(text)}:
            return {**known, "outcome": "error", "reason": "raised", "message": one_line(text)}
        case {"nonsense": str(text)}:
            return {**known, "outcome": "error", "reason": "nonsense", "message": one_line(text)}
    reason, message = broken(ended)
    return {**known, "outcome": "error", "reason": reason, "message": message}


def broken(ended: Ended) -> tuple[str, str]:
    """Why there is no result to believe."""
    status = ended.status
    if status is None:
        return "timedOut", f"it was stopped after {ended.seconds:.0f} s"
    if status < 0:
        return "killed", f"its process was ended by {signal_name(-status)}"
    if status > 0 or ended.result is None:
        return "exited", f"its process ended with exit code {status} and without a result"
    return "nonsense", "its process left a result that makes no sense"


def signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
