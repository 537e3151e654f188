"""Uses the official Python SDK as its users do.

`story.py <file>` writes to the file what each chapter saw.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path

import chapters_of_data
import chapters_of_files
import chapters_of_governance
import chapters_of_jobs
from databricks.sdk import WorkspaceClient

CHAPTERS = [
    chapters_of_governance.who_am_i,
    chapters_of_governance.sign_in_with_a_secret,
    chapters_of_files.workspace_objects,
    chapters_of_files.volume_files,
    chapters_of_jobs.a_job_and_its_runs,
    chapters_of_jobs.a_one_time_run,
    chapters_of_jobs.a_cancelled_run,
    chapters_of_jobs.a_repaired_run,
    chapters_of_governance.secrets,
    chapters_of_governance.grants,
    chapters_of_governance.what_was_not_granted,
    chapters_of_governance.git_credentials,
    chapters_of_governance.clusters,
    chapters_of_data.sql_statements,
    chapters_of_data.dbfs_files,
]


def told(client: WorkspaceClient) -> dict[str, object]:
    story: dict[str, object] = {}
    for chapter in CHAPTERS:
        try:
            story[chapter.__name__] = chapter(client)
        except Exception:
            # The other chapters are still worth reading.
            story[chapter.__name__] = traceback.format_exc()
    return story


if __name__ == "__main__":
    client = WorkspaceClient(
        host=os.environ["STAND_IN_HOST"], token=os.environ["STAND_IN_TOKEN"]
    )
    Path(sys.argv[1]).write_text(json.dumps(told(client)), "utf-8")
