"""Serves MLflow until the stand-in ends; the argument is the folder for its state."""

import sys
from pathlib import Path

from mlflow_service.serve import serve
from workspace_runtime.lifeline import end_with_server

if __name__ == "__main__":
    end_with_server()
    serve(Path(sys.argv[1]))
