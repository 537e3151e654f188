"""Text of tests in a size that a report can hold."""

from __future__ import annotations

MOST_MESSAGE = 1_000
MOST_DETAILS = 16_000


def message_of(text: object) -> str:
    """The first lines, on one line."""
    line = " ".join(readable(text).split())
    return line if len(line) <= MOST_MESSAGE else line[: MOST_MESSAGE - 1] + "…"


def details_of(text: object) -> str:
    """Both ends: the test is at the beginning, what went wrong at the end."""
    whole = readable(text)
    if len(whole) <= MOST_DETAILS:
        return whole
    half = MOST_DETAILS // 2
    return f"{whole[:half]}\n… {len(whole) - 2 * half} characters left out …\n{whole[-half:]}"


def readable(text: object) -> str:
    """Even the text of an object of somebody else may be broken, and may hold half of a character."""
    try:
        return str(text).encode("utf-8", "replace").decode("utf-8")
    except Exception:  # noqa: BLE001 -- it is code of somebody else
        return "(its text cannot be read)"
