"""What `mlflow server --workers 1` serves, in one process instead of two.

The command would start this application in a child that costs 250 MB and two seconds,
on a port that somebody else may have taken in the meantime.
"""

import functools
import gc
import json
import os
import shutil
import socket
import sqlite3
import sys
import threading
from pathlib import Path

ARTIFACT_ROOT = "mlflow-artifacts:/"
# Creating the tables is half of the start time; a copy of this database, per environment, avoids it.
EMPTY_DATABASE = Path(sys.prefix) / "mlflow-empty.db"


def serve(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / "mlflow.db"
    backend = f"sqlite:///{database}"
    # The server reads its options from the environment, where its CLI puts them.
    os.environ.update(
        _MLFLOW_SERVER_FILE_STORE=backend,
        _MLFLOW_SERVER_REGISTRY_STORE=backend,
        _MLFLOW_SERVER_ARTIFACT_ROOT=ARTIFACT_ROOT,
        _MLFLOW_SERVER_ARTIFACT_DESTINATION=str(folder / "artifacts"),
        _MLFLOW_SERVER_SERVE_ARTIFACTS="true",
        _MLFLOW_SGI_NAME="uvicorn",
        MLFLOW_ENABLE_WORKSPACES="true",
        MLFLOW_SERVER_ENABLE_JOB_EXECUTION="false",
        MLFLOW_DISABLE_TELEMETRY="true",
    )
    # Importing MLflow reads the environment.
    import uvicorn
    from mlflow.server.handlers import initialize_backend_stores
    from mlflow.store.workspace.sqlalchemy_store import SqlAlchemyStore as Workspaces
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    from mlflow_service.rest_door import rest_door

    event.listen(Engine, "connect", commit_without_waiting)
    # Each request looks its workspace up, which takes a third of a short one; the stand-in never changes or deletes any.
    Workspaces.get_workspace = functools.cache(Workspaces.get_workspace)

    is_new = not database.exists()
    if is_new and EMPTY_DATABASE.exists():
        shutil.copyfile(EMPTY_DATABASE, database)
    initialize_backend_stores(backend, backend, ARTIFACT_ROOT)
    if is_new and not EMPTY_DATABASE.exists():
        keep_empty(database)
    log_ahead(database)
    config = uvicorn.Config("mlflow.server.fastapi_app:app", log_level="warning")
    config.load()
    # What is loaded stays, so the garbage collector need not look at it again.
    gc.freeze()
    # The event loop sends small responses without delay only if the socket says TCP.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as door:
        door.bind(("127.0.0.1", 0))
        door.listen(512)
        rest = rest_door()
        threading.Thread(target=rest.serve_forever, daemon=True).start()
        # From here on, connections wait until the server accepts them.
        ports = {"server": door.getsockname()[1], "rest": rest.server_port}
        print(json.dumps({name: f"http://127.0.0.1:{port}" for name, port in ports.items()}), flush=True)
        uvicorn.Server(config).run(sockets=[door])


def commit_without_waiting(connection: sqlite3.Connection, _record: object) -> None:
    """A commit survives the end of this process, and need not survive that of the machine."""
    connection.execute("PRAGMA synchronous = OFF")


def log_ahead(database: Path) -> None:
    """Halves the time of a commit; https://sqlite.org/wal.html. The file remembers it."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def keep_empty(database: Path) -> None:
    """Atomically, because several processes may do so at once."""
    copy = EMPTY_DATABASE.with_suffix(f".{os.getpid()}")
    shutil.copyfile(database, copy)
    copy.replace(EMPTY_DATABASE)
