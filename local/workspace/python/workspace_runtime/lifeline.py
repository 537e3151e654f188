"""Ends the whole process group when the server has ended, even if it was killed."""

import os
import signal
import threading

LIFELINE_FD = 3


def end_with_server() -> None:
    os.set_inheritable(LIFELINE_FD, False)
    threading.Thread(target=_wait_for_end, name="lifeline", daemon=True).start()


def _wait_for_end() -> None:
    # The server holds the other end open and never writes to it.
    os.read(LIFELINE_FD, 1)
    os.killpg(0, signal.SIGKILL)
