"""What a training left on record about its rows, in the MLflow run that made the model.

Tables: the datasets that it logged with `mlflow.log_input`, unless for validation or a test.
Keys: the artifact `training_keys.parquet`, whose first column has the keys.
Cut-off: the tag `training_until`, the time of the newest row.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from digests import texts_in
from request import Model

KEYS = "training_keys.parquet"
CUT_OFF = "training_until"
NOT_TRAINING = ("eval", "test", "valid", "holdout")


@dataclass(frozen=True)
class TrainingRecord:
    tables: frozenset[str] = frozenset()
    """Names in lower case."""
    keys: Any = None
    until: str | None = None

    @property
    def has_keys(self) -> bool:
        return self.keys is not None


def training_record(model: Model) -> TrainingRecord:
    """Empty where nothing is on record, or the run cannot be read: a model may come from elsewhere."""
    try:
        return record_of(model)
    except Exception:  # noqa: BLE001 -- no record is no reason to compare nothing
        return TrainingRecord()


def record_of(model: Model) -> TrainingRecord:
    from mlflow import MlflowClient

    client = MlflowClient()
    run_id = client.get_model_version(model.name, model.version).run_id
    if not run_id:
        return TrainingRecord()
    run = client.get_run(run_id)
    inputs = getattr(run.inputs, "dataset_inputs", [])
    tables = {name for each in inputs if is_training(each.tags) for name in tables_in(each.dataset.source)}
    return TrainingRecord(frozenset(tables), recorded_keys(client, run_id), run.data.tags.get(CUT_OFF))


def is_training(tags: Any) -> bool:
    contexts = [tag.value.lower() for tag in tags if tag.key == "mlflow.data.context"]
    return not any(word in context for context in contexts for word in NOT_TRAINING)


def tables_in(source: str) -> set[str]:
    try:
        described = json.loads(source)
    except ValueError:
        return set()
    names = [described.get(name) for name in ("table_name", "delta_table_name")] if isinstance(described, dict) else []
    return {str(name).lower() for name in names if name}


def recorded_keys(client: Any, run_id: str) -> Any:
    if KEYS not in {file.path for file in client.list_artifacts(run_id)}:
        return None
    with tempfile.TemporaryDirectory() as folder, open(client.download_artifacts(run_id, KEYS, folder), "rb") as file:
        return texts_in(pq.read_table(file).column(0))


def rows_seen(training: TrainingRecord, keys: pa.ChunkedArray) -> int:
    return int(pc.sum(pc.is_in(texts_in(keys), value_set=pc.unique(training.keys))).as_py() or 0)


def rows_before(training: TrainingRecord, times: pa.ChunkedArray) -> int | None:
    """How many rows are not newer than the newest of the training; None where that cannot be told."""
    if training.until is None:
        return None
    try:
        until = pd.to_datetime(training.until, utc=True)
        return int((pd.to_datetime(times.to_pandas(), utc=True) <= until).sum())
    except (ValueError, TypeError):
        return None
