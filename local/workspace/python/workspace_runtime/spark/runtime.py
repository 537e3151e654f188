"""Starts Spark on first use, inside the process of the notebook."""

from __future__ import annotations

import os
import threading
from types import ModuleType
from typing import Any

from workspace_runtime.after_import import after_import
from workspace_runtime.mounts import Mounts
from workspace_runtime.spark.warehouse import Warehouse
from workspace_runtime.task import Task


class SparkRuntime:
    """The only session of this process."""

    def __init__(self, task: Task, mounts: Mounts) -> None:
        self._task = task
        self._mounts = mounts
        self._session: Any = None
        self._starting = threading.RLock()
        after_import("pyspark.sql.session", self._answer_builders)

    def session(self) -> Any:
        with self._starting:
            if self._session is None:
                self._session = self._start()
            return self._session

    def session_or_reason(self) -> Any:
        """For code that may not use it: without Spark, the first use raises the reason."""
        try:
            return self.session()
        except ImportError as error:
            return _Absent(error)

    def lazy_session(self) -> Any:
        return _Lazy(self)

    def _start(self) -> Any:
        from pysail.spark import SparkConnectServer

        from workspace_runtime.spark.session import shimmed_session

        warehouse = Warehouse(self._task.storage.tables)
        os.environ.setdefault("RUST_LOG", "error")
        os.environ["SAIL_CATALOG__LIST"] = warehouse.sail_catalogs()
        os.environ["SAIL_CATALOG__DEFAULT_CATALOG"] = warehouse.DEFAULT_CATALOG
        server = SparkConnectServer("127.0.0.1", 0)
        server.start(background=True)
        self._server = server  # It ends when nobody holds it.
        host, port = server.listening_address
        os.environ["SPARK_REMOTE"] = f"sc://{host}:{port}"
        return shimmed_session(os.environ["SPARK_REMOTE"], self._task, self._mounts)

    def _answer_builders(self, module: ModuleType) -> None:
        """SparkSession.builder.getOrCreate() finds the session, as it does on a cluster."""
        module.SparkSession.Builder.getOrCreate = lambda builder: self.session()
        module.SparkSession.getActiveSession = classmethod(lambda _: self.session())


class _Lazy:
    def __init__(self, runtime: SparkRuntime) -> None:
        self._runtime = runtime

    def __getattr__(self, name: str) -> Any:
        return getattr(self._runtime.session(), name)


class _Absent:
    def __init__(self, error: ImportError) -> None:
        self._error = error

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(
            f"The Python of the workspace stand-in has no Spark ({self._error}).\n"
            "Fix: Let the stand-in create its own Python environment."
        )
