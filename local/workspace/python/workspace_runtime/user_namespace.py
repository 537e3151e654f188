"""dbutils, spark and the like for modules and Python files, which do not get them as globals.

The names of the modules are those in which Databricks' own libraries look for them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

from workspace_runtime.dbutils import DbUtils, NotebookUtils
from workspace_runtime.display import display, displayHTML
from workspace_runtime.notebook_context import NotebookContext
from workspace_runtime.running_task import RunningTask

Function = Callable[..., object]


def provide(running: RunningTask) -> None:
    task = running.task
    path = task.path if task.kind == "notebook" else None
    context = NotebookContext(task, path)
    notebook = NotebookUtils(_no_child, context)
    dbutils = DbUtils(running, running.widgets, notebook)
    names = {
        "dbutils": dbutils,
        "display": display,
        "displayHTML": displayHTML,
        "getArgument": lambda *asked: running.widgets.getArgument(*asked),
        "spark": running.spark.lazy_session(),
    }
    _module("pyspark.dbutils", DBUtils=lambda spark=None: dbutils)
    _module("dbruntime", UserNamespaceInitializer=_initializer(names))
    repl_context = context.as_attributes(in_notebook=path is not None)
    _module("dbruntime.databricks_repl_context", get_context=lambda: repl_context)


def _initializer(names: dict[str, Any]) -> Any:
    namespace = SimpleNamespace(get_namespace_globals=lambda: names)
    return SimpleNamespace(getOrCreate=lambda: namespace)


def _no_child(path: str, arguments: dict[str, str]) -> None:
    raise NotImplementedError(
        "The workspace stand-in runs other notebooks from a notebook only, not from a module."
    )


def _module(name: str, **members: Any) -> None:
    module = ModuleType(name)
    vars(module).update(members, __path__=[])
    sys.modules[name] = module
