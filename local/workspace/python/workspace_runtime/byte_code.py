"""Byte code is stored for the runtime, but not for the code that it runs."""

import os
import sys


def stop_writing_byte_code() -> None:
    """Next to the sources it would appear as workspace files."""
    sys.pycache_prefix = None
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
