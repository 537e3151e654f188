"""One interpreter with the heavy packages imported: `python -m workspace_runtime.warm <socket>`.

It forks itself for each run that asks, which saves the seconds that the imports take. Only modules
are shared; nothing of a run is left for the next one.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import tempfile

from workspace_runtime.byte_code import stop_writing_byte_code
from workspace_runtime.lifeline import LIFELINE_FD
from workspace_runtime.mounts import Mounts
from workspace_runtime.process import perform, prepare
from workspace_runtime.supervisor import supervise

PRELOADED = (
    *("databricks.sdk", "mlflow.sklearn", "pandas"),
    *("sklearn.ensemble", "sklearn.linear_model", "sklearn.model_selection"),
    "workspace_runtime.spark.session",
)
STREAMS = 4
"""Standard input, output and error, and the lifeline."""
REQUEST_BYTES = 1 << 16


def serve(address: str) -> None:
    mounts = prepare()
    preload()
    # The kernel reaps them; the supervisor reports the result of a run.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen()
        print("warm", flush=True)
        while True:
            ready, _, _ = select.select([door, LIFELINE_FD], [], [])
            if LIFELINE_FD in ready:
                return
            connection, _ = door.accept()
            if os.fork() == 0:
                door.close()
                become_run(connection, mounts)
            connection.close()


def preload() -> None:
    for name in PRELOADED:
        importlib.import_module(name)
    # Otherwise the first garbage collection in each run would copy every page that it visits.
    gc.freeze()


def become_run(connection: socket.socket, mounts: Mounts) -> None:
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    message, streams, _, _ = socket.recv_fds(connection, REQUEST_BYTES, STREAMS)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    connection.sendall(f"{os.getpid()}\n".encode())
    task_file, folder, environment = json.loads(message)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    stop_writing_byte_code()
    forget_common_state()
    supervise(connection)
    sys.exit(perform(task_file, mounts))


def forget_common_state() -> None:
    """`random` and OpenSSL detect a fork on their own."""
    import multiprocessing

    import numpy

    numpy.random.seed()
    multiprocessing.current_process().authkey = os.urandom(32)
    tempfile.tempdir = None


if __name__ == "__main__":
    serve(sys.argv[1])
