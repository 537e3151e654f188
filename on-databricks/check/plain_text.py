"""Text of a model or a project's check, fit for a line of somebody else's log."""

from __future__ import annotations

MOST_CHARACTERS = 500


def one_line(text: str) -> str:
    """Printable, on one line and short."""
    # More is never shown, and a message may be as long as memory.
    start = text[: 20 * MOST_CHARACTERS]
    printable = "".join(character if character.isprintable() else " " for character in start)
    line = " ".join(printable.split())
    return line if len(line) <= MOST_CHARACTERS else line[: MOST_CHARACTERS - 1] + "…"


def described(error: BaseException) -> str:
    """The error's class and text; even its text may be broken."""
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 -- it is code of somebody else
        text = "(its text cannot be read)"
    return one_line(f"{type(error).__name__}: {text}" if text else type(error).__name__)
