"""Redacts secrets that the run has read in its output."""

from __future__ import annotations

import sys
from typing import Any, TextIO

HIDDEN = "[REDACTED]"

_secrets: set[str] = set()


def hide(secret: str) -> None:
    if secret.strip():
        _secrets.add(secret)


def redacted(text: str) -> str:
    # A secret that contains another one must be redacted as a whole.
    for secret in sorted(_secrets, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return text


def redact_output() -> None:
    sys.stdout = _RedactingStream(sys.stdout)  # type: ignore[assignment] -- a wrapper that quacks like the stream
    sys.stderr = _RedactingStream(sys.stderr)  # type: ignore[assignment] -- a wrapper that quacks like the stream


class _RedactingStream:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(redacted(text))
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
