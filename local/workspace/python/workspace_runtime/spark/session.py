"""Makes the session behave as on Databricks where Sail alone does not."""

from __future__ import annotations

from typing import Any

from pyspark.sql.connect.dataframe import DataFrame
from pyspark.sql.connect.session import SparkSession

from workspace_runtime.mounts import Mounts
from workspace_runtime.spark.catalog_sync import CatalogSync
from workspace_runtime.spark.dialect import Dialect
from workspace_runtime.spark.identifiers import with_identifiers
from workspace_runtime.spark.plan_names import PlanNames
from workspace_runtime.spark.plans import PlanShim
from workspace_runtime.spark.quantiles import approx_quantile
from workspace_runtime.spark.table_names import TableNames
from workspace_runtime.spark.warehouse import Warehouse
from workspace_runtime.task import Task


def shimmed_session(url: str, task: Task, mounts: Mounts) -> SparkSession:
    session: Any = SparkSession.builder.remote(url).getOrCreate()
    session.conf.set("spark.sql.sources.default", "delta")
    session.conf.set("spark.sql.warehouse.dir", str(task.folder / "spark-warehouse"))

    warehouse = Warehouse(task.storage.tables)
    plain_sql = SparkSession.sql
    sync = CatalogSync(warehouse, lambda text: plain_sql(session, text))
    names = TableNames(session, warehouse, mounts)
    shim = PlanShim(mounts, task.identity.user_name, PlanNames(names))
    client = session.client
    client._stub = _ShimmedStub(client._stub, sync, shim)
    dialect = Dialect(names, warehouse, sync, shim)

    def sql(self: Any, sqlQuery: str, args: Any = None, **named: Any) -> Any:
        statement, left = with_identifiers(sqlQuery, args)
        return dialect.run(statement, lambda text: plain_sql(self, text, left, **named))

    SparkSession.sql = sql  # type: ignore[method-assign,assignment] -- the shim stands in for a method
    DataFrame.approxQuantile = approx_quantile  # type: ignore[method-assign,assignment] -- the shim stands in for a method
    # All code of the run shares the session and cannot start another one.
    SparkSession.stop = lambda self: None  # type: ignore[method-assign] -- the shim stands in for a method
    return session


class _ShimmedStub:
    """Every plan of PySpark passes here on its way to Sail."""

    def __init__(self, stub: Any, sync: CatalogSync, shim: PlanShim) -> None:
        self._stub = stub
        self._sync = sync
        self._shim = shim

    def ExecutePlan(self, request: Any, **options: Any) -> Any:
        self._sync.run()
        self._shim.change(request.plan)
        return self._stub.ExecutePlan(request, **options)

    def AnalyzePlan(self, request: Any, **options: Any) -> Any:
        self._sync.run()
        self._shim.change(request)
        return self._stub.AnalyzePlan(request, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stub, name)
