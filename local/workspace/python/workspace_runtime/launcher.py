"""Runs one task to its end and writes the result."""

from __future__ import annotations

import os
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import cast

from workspace_runtime import user_namespace
from workspace_runtime.dbutils_jobs import TaskValues
from workspace_runtime.mounts import Mounts
from workspace_runtime.notebook_exit import NotebookExit
from workspace_runtime.notebook_session import NotebookSession
from workspace_runtime.redaction import redacted
from workspace_runtime.result import Result, exited, write_result
from workspace_runtime.running_task import RunningTask
from workspace_runtime.search_path import extend_search_path
from workspace_runtime.spark.runtime import SparkRuntime
from workspace_runtime.sql_statement import run_statement
from workspace_runtime.task import Task
from workspace_runtime.traceback_text import error_line, trace_text
from workspace_runtime.wheel_files import entry_point, install_wheel
from workspace_runtime.widgets import CurrentWidgets, Widgets


def launch(task: Task, mounts: Mounts) -> int:
    process = os.getpid()
    result = _result_of(task, SparkRuntime(task, mounts))
    if os.getpid() != process:
        # A fork that reached the end of the notebook must not report for its parent.
        os._exit(0 if result.error is None else 1)
    _flush()
    write_result(result, task.result_file)
    return 0 if result.error is None else 1


def _result_of(task: Task, spark: SparkRuntime) -> Result:
    try:
        for wheel in task.wheels:
            install_wheel(wheel, task.folder)
        extend_search_path(task)
        _run(task, spark)
    except NotebookExit as notebook_exit:
        return exited(redacted(notebook_exit.value))
    except SystemExit as system_exit:
        if system_exit.code in (None, 0):
            return Result()
        return _failed(system_exit)
    except BaseException as error:
        return _failed(error)
    return Result()


def _run(task: Task, spark: SparkRuntime) -> None:
    if task.statement is not None:
        run_statement(spark.session(), task.statement, task.folder)
        return
    main = _main_module()
    widgets = Widgets(task.widgets)
    running = RunningTask(task, spark, TaskValues(task), CurrentWidgets(widgets))
    user_namespace.provide(running)
    if task.kind == "notebook":
        os.chdir(os.path.dirname("/Workspace" + task.path))
        # As on a cluster. With its real path, code would think that this is the notebook's repository.
        sys.argv = ["/databricks/python_shell/scripts/db_ipykernel_launcher.py"]
        NotebookSession(running, widgets, task.path).run(main)
    elif task.wheel is not None:
        sys.argv = [task.wheel.entry_point, *task.arguments]
        function = entry_point(task.wheel.package, task.wheel.entry_point)
        cast(user_namespace.Function, function)()
    else:
        os.chdir(os.path.dirname(task.path))
        sys.argv = [task.path, *task.arguments]
        main.__file__ = task.path
        with open(task.path, "rb") as file:
            source = file.read()
        exec(compile(source, task.path, "exec", dont_inherit=True), vars(main))


def _main_module() -> ModuleType:
    # Classes of user code can be pickled only if __main__ is the user's module.
    main = ModuleType("__main__")
    # PySpark thinks that a main module without a spec is a run of its doctests.
    main.__spec__ = ModuleSpec("__main__", None)
    sys.modules["__main__"] = main
    # Notebooks are interactive; otherwise PySpark thinks that a __main__ without a file is one of its tests.
    sys.ps1 = "In : "
    return main


def _failed(error: BaseException) -> Result:
    trace = redacted(trace_text(error))
    try:
        print(trace, file=sys.stderr)
    except (OSError, ValueError):
        pass  # The notebook closed the stream; the result carries the trace as well.
    return Result(error=redacted(error_line(error)), error_trace=trace)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            pass  # Closed by the notebook.
