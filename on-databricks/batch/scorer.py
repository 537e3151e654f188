"""Scores a table with one model version: reads it at one Delta version, and appends what a proof needs to see."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Batch:
    """What the step passes; the names are those of its parameters."""

    model_uri: str
    model_version: str
    batch_id: str
    code_commit: str
    input_table: str
    output_table: str
    output_path: str
    prediction: str
    """Name of the column for predictions."""


class Refused(Exception):  # noqa: N818 -- It is an answer, not a fault.
    """Why the table cannot be scored."""


PARAMETERS = tuple(field.name for field in fields(Batch))


def score(spark: Any, batch: Batch) -> dict[str, Any]:
    """Scores every row once, and returns what the batch states of itself."""
    from pyspark.sql import functions as sql

    version = newest_version(spark, batch.input_table)
    read = f"SELECT * FROM {quoted(batch.input_table)} VERSION AS OF {version}"  # noqa: S608 -- a quoted name and a number
    rows = spark.sql(read)
    added = {
        "model_version": sql.lit(batch.model_version),
        "batch_id": sql.lit(batch.batch_id),
        "scored_at": sql.current_timestamp(),
        "code_commit": sql.lit(batch.code_commit),
    }
    taken = sorted({batch.prediction, *added} & set(rows.columns))
    if taken:
        raise Refused(f"{batch.input_table} already has the columns {', '.join(taken)}, which scoring adds.")
    scored = predicted(spark, rows, batch).withColumns(added)
    writer = scored.write.mode("append").option("mergeSchema", "true")
    if batch.output_table:
        writer.saveAsTable(batch.output_table)
    else:
        writer.format("delta").save(batch.output_path)
    return {"inputTable": batch.input_table, "inputVersion": version, "batchId": batch.batch_id}


def newest_version(spark: Any, table: str) -> int:
    history = spark.sql(f"DESCRIBE HISTORY {quoted(table)}").collect()
    return max(int(commit["version"]) for commit in history)


def predicted(spark: Any, rows: Any, batch: Batch) -> Any:
    import mlflow
    from pyspark.sql import functions as sql

    signature = mlflow.models.get_model_info(batch.model_uri).signature
    has_names = signature is not None and signature.inputs.has_input_names()
    inputs = signature.inputs.input_names() if has_names else rows.columns
    missing = [name for name in inputs if name not in rows.columns]
    if missing:
        raise Refused(f"{batch.input_table} lacks the columns {', '.join(missing)}, which the model needs.")
    predict = mlflow.pyfunc.spark_udf(spark, model_uri=batch.model_uri, env_manager="local")
    return rows.withColumn(batch.prediction, predict(sql.struct(*inputs)))


def quoted(table: str) -> str:
    return ".".join(f"`{part.strip('`')}`" for part in table.split("."))
