"""What `mlflow server --workers 1` serves, in one process instead of two.

The command would start this application in a child that costs 250 MB and two seconds,
on a port that somebody else may have taken in the meantime.
"""

import os
import socket
from pathlib import Path

ARTIFACT_ROOT = "mlflow-artifacts:/"


def serve(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    backend = f"sqlite:///{folder / 'mlflow.db'}"
    # The server reads its options from the environment, where its command line puts them.
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

    initialize_backend_stores(backend, backend, ARTIFACT_ROOT)
    config = uvicorn.Config("mlflow.server.fastapi_app:app", log_level="warning")
    config.load()
    # Only for a socket that says TCP does the event loop send small answers without waiting.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as door:
        door.bind(("127.0.0.1", 0))
        door.listen(512)
        # From here on a connection waits until it is served.
        print(f"http://127.0.0.1:{door.getsockname()[1]}", flush=True)
        uvicorn.Server(config).run(sockets=[door])
