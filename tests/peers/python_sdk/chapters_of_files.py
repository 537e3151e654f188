"""Workspace objects, and files of volumes."""

from __future__ import annotations

import base64
import io

from databricks.sdk import WorkspaceClient
from databricks.sdk.service.catalog import VolumeType
from databricks.sdk.service.workspace import ExportFormat, ImportFormat, Language
from refusals import refusal

NOTEBOOK = "# Databricks notebook source\nprint('hello')\n"
FOLDER = "/Shared/sdk/größe"
VOLUME = "/Volumes/main/default/landing"


def workspace_objects(client: WorkspaceClient) -> object:
    workspace = client.workspace
    workspace.mkdirs(FOLDER)
    workspace.upload(f"{FOLDER}/train.py", NOTEBOOK.encode(), format=ImportFormat.AUTO)
    workspace.upload(f"{FOLDER}/rows.csv", io.BytesIO(b"a,b\n1,2\n"), format=ImportFormat.AUTO)
    workspace.import_(
        f"{FOLDER}/score",
        content=base64.b64encode(b"print(1)").decode(),
        format=ImportFormat.SOURCE,
        language=Language.PYTHON,
    )
    listed = sorted(
        (item.path.rsplit("/")[-1], item.object_type.value, item.language and item.language.value)
        for item in workspace.list("/Shared/sdk", recursive=True)
    )
    exported = workspace.export(f"{FOLDER}/score", format=ExportFormat.SOURCE).content
    downloaded = workspace.download(f"{FOLDER}/rows.csv").read()
    again = refusal(
        lambda: workspace.upload(
            f"{FOLDER}/train.py", NOTEBOOK.encode(), format=ImportFormat.AUTO
        )
    )
    full = refusal(lambda: workspace.delete("/Shared/sdk"))
    workspace.delete("/Shared/sdk", recursive=True)
    return {
        "listed": listed,
        "exported": base64.b64decode(exported).decode(),
        "downloaded": downloaded.decode(),
        "refused": [again, full],
        "gone": refusal(lambda: workspace.get_status(FOLDER)),
    }


def volume_files(client: WorkspaceClient) -> object:
    files = client.files
    client.volumes.create("main", "default", "landing", VolumeType.MANAGED)
    files.create_directory(f"{VOLUME}/2026/q1")
    content = bytes(range(256)) * 400
    files.upload(f"{VOLUME}/2026/q1/raw ä.bin", io.BytesIO(content))
    files.upload(f"{VOLUME}/2026/notes.txt", io.BytesIO(b"first"))
    files.upload(f"{VOLUME}/2026/notes.txt", io.BytesIO(b"second"), overwrite=True)
    downloaded = files.download(f"{VOLUME}/2026/q1/raw ä.bin")
    listed = sorted(
        (item.name, item.is_directory, item.file_size)
        for item in files.list_directory_contents(f"{VOLUME}/2026")
    )
    taken = refusal(
        lambda: files.upload(f"{VOLUME}/2026/notes.txt", io.BytesIO(b""), overwrite=False)
    )
    full = refusal(lambda: files.delete_directory(f"{VOLUME}/2026/q1"))
    files.delete(f"{VOLUME}/2026/q1/raw ä.bin")
    files.delete_directory(f"{VOLUME}/2026/q1")
    return {
        "same": downloaded.contents.read() == content,
        "length": downloaded.content_length,
        "listed": listed,
        "notes": files.download(f"{VOLUME}/2026/notes.txt").contents.read().decode(),
        "metadata": files.get_metadata(f"{VOLUME}/2026/notes.txt").content_length,
        "refused": [taken, full],
        "gone": refusal(lambda: files.get_metadata(f"{VOLUME}/2026/q1/raw ä.bin")),
    }
