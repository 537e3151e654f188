"""Reads from a Delta table's log what Sail's SQL cannot query."""

from __future__ import annotations

import glob
import json
import os
from typing import Any


def commits(folder: str) -> list[tuple[int, list[dict[str, Any]]]]:
    """Version and actions of each commit, oldest first."""
    files = sorted(glob.glob(os.path.join(glob.escape(folder), "_delta_log", "*.json")))
    found = []
    for file in files:
        with open(file, encoding="utf-8") as lines:
            actions = [json.loads(line) for line in lines if line.strip()]
        found.append((int(os.path.basename(file).split(".")[0]), actions))
    return found


def history(folder: str) -> list[dict[str, Any]]:
    """Rows of DESCRIBE HISTORY, newest first."""
    rows = []
    for version, actions in reversed(commits(folder)):
        info = next((a["commitInfo"] for a in actions if "commitInfo" in a), {})
        parameters = info.get("operationParameters", {})
        rows.append(
            {
                "version": version,
                "timestamp": info.get("timestamp", 0) / 1000,
                "operation": info.get("operation", "UNKNOWN"),
                "operationParameters": {k: str(v) for k, v in parameters.items()},
            }
        )
    return rows


def metadata(folder: str) -> dict[str, Any]:
    """The last `metaData` action: schema, partition columns, properties."""
    found: dict[str, Any] = {}
    for _, actions in commits(folder):
        for action in actions:
            found = action.get("metaData", found)
    return found


def live_files(folder: str) -> dict[str, int]:
    """Size of each data file of the latest version."""
    files: dict[str, int] = {}
    for _, actions in commits(folder):
        for action in actions:
            if "add" in action:
                files[action["add"]["path"]] = action["add"]["size"]
            elif "remove" in action:
                files.pop(action["remove"]["path"], None)
    return files
