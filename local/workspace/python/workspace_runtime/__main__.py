"""Runs the task described by the JSON file given as the only argument."""

import sys

from workspace_runtime.launcher import launch
from workspace_runtime.lifeline import end_with_server
from workspace_runtime.task import read_task

if __name__ == "__main__":
    end_with_server()
    sys.exit(launch(read_task(sys.argv[1])))
