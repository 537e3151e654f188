"""Jobs, their runs, and what becomes of these."""

from __future__ import annotations

from collections.abc import Callable

from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import OperationFailed
from databricks.sdk.service.jobs import (
    JobParameterDefinition,
    JobSettings,
    NotebookTask,
    Run,
    SubmitTask,
    Task,
    TaskDependency,
)
from databricks.sdk.service.workspace import ImportFormat, Language
from refusals import refusal

FOLDER = "/Shared/jobs"


def a_job_and_its_runs(client: WorkspaceClient) -> object:
    echo = _notebook(client, "echo", "dbutils.notebook.exit(dbutils.widgets.get('who'))")
    task = Task(task_key="echo", notebook_task=NotebookTask(notebook_path=echo))
    parameter = JobParameterDefinition(name="who", default="nobody")
    job_id = client.jobs.create(name="sdk job", tasks=[task], parameters=[parameter]).job_id
    client.jobs.update(job_id, new_settings=JobSettings(description="told by the SDK"))
    run = client.jobs.run_now(job_id, job_parameters={"who": "Zoë"}).result()
    settings = client.jobs.get(job_id).settings
    story = {
        "listed": [job.settings.name for job in client.jobs.list(name="SDK job")],
        "settings": [settings.name, settings.description],
        "run": _states(run),
        "result": _result(client, run),
        "runs": [found.run_id == run.run_id for found in client.jobs.list_runs(job_id=job_id)],
    }
    client.jobs.delete(job_id)
    return {**story, "gone": refusal(lambda: client.jobs.get(job_id))}


def a_one_time_run(client: WorkspaceClient) -> object:
    exact = _notebook(client, "exact", "dbutils.notebook.exit('42')")
    task = SubmitTask(task_key="exact", notebook_task=NotebookTask(notebook_path=exact))
    run = client.jobs.submit_and_wait(run_name="once", tasks=[task], idempotency_token="once-1")
    again = client.jobs.submit(run_name="once", tasks=[task], idempotency_token="once-1")
    return {
        "run": [run.run_name, *_states(run)],
        "result": _result(client, run),
        "same": again.run_id == run.run_id,
        "beyond_doubles": run.run_id > 2**53,
    }


def a_cancelled_run(client: WorkspaceClient) -> object:
    endless = _notebook(client, "endless", "import time\ntime.sleep(600)")
    task = SubmitTask(task_key="endless", notebook_task=NotebookTask(notebook_path=endless))
    run_id = client.jobs.submit(tasks=[task]).run_id
    return {"run": _states(client.jobs.cancel_run_and_wait(run_id))}


def a_repaired_run(client: WorkspaceClient) -> object:
    first = _notebook(client, "first", "dbutils.jobs.taskValues.set('rows', 7)")
    second = _notebook(client, "second", "raise ValueError('not yet')")
    tasks = [
        Task(task_key="first", notebook_task=NotebookTask(notebook_path=first)),
        Task(
            task_key="second",
            notebook_task=NotebookTask(notebook_path=second),
            depends_on=[TaskDependency(task_key="first")],
        ),
    ]
    job_id = client.jobs.create(name="to be repaired", tasks=tasks).job_id
    waiter = client.jobs.run_now(job_id)
    failure = _failure(waiter.result)
    run = client.jobs.get_run(waiter.run_id)
    attempt = next(task for task in run.tasks if task.task_key == "second")
    error = client.jobs.get_run_output(attempt.run_id).error
    rows = "dbutils.jobs.taskValues.get(taskKey='first', key='rows')"
    _notebook(client, "second", f"dbutils.notebook.exit(str({rows}))")
    client.jobs.repair_run(waiter.run_id, rerun_all_failed_tasks=True).result()
    repaired = client.jobs.get_run(waiter.run_id, include_history=True)
    return {
        "failed": [failure, run.state.life_cycle_state.value, run.status.state.value, error],
        "repaired": _states(repaired),
        "history": [item.type.value for item in repaired.repair_history],
        "result": _result(client, repaired),
    }


def _notebook(client: WorkspaceClient, name: str, source: str) -> str:
    client.workspace.mkdirs(FOLDER)
    path = f"{FOLDER}/{name}"
    client.workspace.upload(
        path,
        f"# Databricks notebook source\n{source}\n".encode(),
        format=ImportFormat.SOURCE,
        language=Language.PYTHON,
        overwrite=True,
    )
    return path


def _states(run: Run) -> list[str]:
    """How the run ended, as old clients and as new clients read it."""
    details = run.status.termination_details
    return [
        run.state.life_cycle_state.value,
        run.state.result_state.value,
        run.status.state.value,
        details.code.value,
    ]


def _result(client: WorkspaceClient, run: Run) -> str | None:
    return client.jobs.get_run_output(run.tasks[-1].run_id).notebook_output.result


def _failure(wait: Callable[[], Run]) -> str:
    try:
        wait()
    except OperationFailed as error:
        return str(error).split(":")[0]
    return "not failed"
