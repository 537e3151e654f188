"""Scores many rows on the workers of a cluster, by the same function as few rows in a process apart."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from outputs import Output, Predictor, predictor_of
from plain_text import described
from reason import ReasonError
from row_files import ROW

SPARK_FROM_ROWS = 1_000_000
FIRST_ROWS = 1000
MODULES = ("arrays", "labels", "outputs", "plain_text", "predict_rows", "reason", "row_files")
LOADED: dict[str, Predictor] = {}
"""By folder: a worker loads the model once."""


def score_on_spark(spark: Any, features: str, arguments: dict[str, Any]) -> tuple[str, Any, list[str]]:
    # Workers see a volume or the workspace, and not the disk of the driver.
    shutil.rmtree(arguments["shared"], ignore_errors=True)
    shutil.copytree(arguments["model"], arguments["shared"])
    shared = {**arguments, "model": arguments["shared"]}
    send_modules()
    try:
        rows = spark.read.parquet(features)
        first = predicted(rows.limit(FIRST_ROWS).toPandas(), shared)
        schema = ", ".join([f"{ROW} long", *(f"c{index} double" for index in range(width(first)))])
        frame = rows.mapInPandas(lambda frames: scored(frames, shared), schema).toPandas()
    except ReasonError:
        raise
    except Exception as error:  # noqa: BLE001 -- Spark wraps what a model raises
        raise ReasonError(
            "SCORING_FAILED",
            f"Scoring on Spark failed: {described(error)}. Correct the model, if the error is its own.",
        ) from None
    finally:
        shutil.rmtree(arguments["shared"], ignore_errors=True)
    ordered = frame.sort_values(ROW).drop(columns=ROW).to_numpy(dtype=np.float64)
    return first.kind, ordered if first.kind == "scores" else ordered[:, 0], list(first.classes)


def send_modules() -> None:
    """Workers may not find what lies beside the notebook, so it travels with the function."""
    from pyspark import cloudpickle

    for name in (*MODULES, __name__):
        if name in sys.modules:
            cloudpickle.register_pickle_by_value(sys.modules[name])


def scored(frames: Iterator[pd.DataFrame], arguments: dict[str, Any]) -> Iterator[pd.DataFrame]:
    for rows in frames:
        output = predicted(rows, arguments)
        values = output.values if output.values.ndim == 2 else output.values.reshape(-1, 1)
        columns = {f"c{index}": values[:, index] for index in range(values.shape[1])}
        yield pd.DataFrame({ROW: rows[ROW].to_numpy(), **columns})


def predicted(rows: pd.DataFrame, arguments: dict[str, Any]) -> Output:
    key = f"{arguments['model']}:{os.getpid()}"
    if key not in LOADED:
        from mlflow import pyfunc
        from predict_rows import wanted_in

        LOADED[key] = predictor_of(pyfunc.load_model(arguments["model"]), wanted_in(arguments))
    return LOADED[key](rows.drop(columns=ROW))


def width(output: Output) -> int:
    return output.values.shape[1] if output.values.ndim == 2 else 1
