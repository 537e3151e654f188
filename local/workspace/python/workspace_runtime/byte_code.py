"""Byte code is kept for the runtime, and not for the code that it runs."""

import os
import sys


def stop_writing_byte_code() -> None:
    """From here on: next to the sources it would show up as workspace files."""
    sys.pycache_prefix = None
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
