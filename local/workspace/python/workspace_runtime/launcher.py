"""Runs one task to its end and writes the result."""

import os
import sys
from types import ModuleType

from workspace_runtime.notebook_exit import NotebookExit
from workspace_runtime.notebook_session import NotebookSession
from workspace_runtime.result import Result, exited, write_result
from workspace_runtime.search_path import extend_search_path
from workspace_runtime.task import Task
from workspace_runtime.traceback_text import error_line, trace_text


def launch(task: Task) -> int:
    os.chdir((task.files / task.path.lstrip("/")).parent)
    extend_search_path(task)
    result = _result_of(task)
    sys.stdout.flush()
    sys.stderr.flush()
    write_result(result, task.result_file)
    return 0 if result.error is None else 1


def _result_of(task: Task) -> Result:
    try:
        if task.kind == "notebook":
            NotebookSession.for_task(task, _main_module()).run(task.path)
        else:
            _run_file(task)
    except NotebookExit as notebook_exit:
        return exited(notebook_exit.value)
    except SystemExit as system_exit:
        if system_exit.code in (None, 0):
            return Result()
        return _failed(system_exit)
    except BaseException as error:
        return _failed(error)
    return Result()


def _run_file(task: Task) -> None:
    file = task.files / task.path.lstrip("/")
    sys.argv = [str(file), *task.arguments]
    main = _main_module()
    main.__file__ = str(file)
    exec(compile(file.read_bytes(), str(file), "exec", dont_inherit=True), vars(main))


def _main_module() -> ModuleType:
    # Classes of user code can be pickled only when __main__ is the user's module.
    main = ModuleType("__main__")
    sys.modules["__main__"] = main
    return main


def _failed(error: BaseException) -> Result:
    trace = trace_text(error)
    print(trace, file=sys.stderr)
    return Result(error=error_line(error), error_trace=trace)
