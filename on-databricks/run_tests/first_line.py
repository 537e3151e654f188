"""Reads a line of a pipe whose writer then waits."""

from __future__ import annotations

import os


def first_line(descriptor: int) -> bytes:
    """Without a buffer, whose lock a waiting thread would hold when the process ends."""
    line = bytearray()
    while not line.endswith(b"\n"):
        part = os.read(descriptor, 65536)
        if part == b"":
            break
        line += part
    return bytes(line)
