"""The frozen rows and what both models said of them, as arrays; files that somebody has changed are refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from arrays import Codes, Floats
from labels import codes_among, texts_of
from predictions import require_sound
from reason import ReasonError
from request import Request
from row_files import ROW, read_table
from sample import Grouping, Predictions, Sample
from storage import Storage


@dataclass(frozen=True)
class Scored:
    """A model's predictions, data set by data set."""

    model: str  # candidate or champion
    digests: tuple[str, ...]


@dataclass(frozen=True)
class Frozen:
    index: int
    record: dict[str, Any]
    """Of `frozen.json`."""

    @property
    def rows(self) -> int:
        return int(self.record["rows"])


def load_sample(frozen: Frozen, models: list[Scored], storage: Storage, request: Request) -> Sample:
    truth = read_table(storage.truth(frozen.index), frozen.record["truth"])
    require_rows(truth, frozen.rows)
    predictions = {each.model: read_predictions(frozen, each, storage, request) for each in models}
    classes = all_classes(
        frozen.record["classes"], [each.class_names for each in predictions.values()], request.problem
    )
    read = {model: each.among(classes, request.problem) for model, each in predictions.items()}
    unit, unit_names = units_in(truth)
    return Sample(
        row=truth[ROW].to_numpy(),
        label=label_in(truth, classes, request.problem),
        candidate=read["candidate"],
        champion=read.get("champion"),
        classes=tuple(classes),
        weight=truth["weight"].to_numpy() if "weight" in truth.column_names else None,
        unit=unit,
        unit_names=unit_names,
        groupings=groupings_in(truth, request),
        baseline=baseline_in(truth, classes, request.problem),
    )


@dataclass(frozen=True)
class Read:
    """Predictions as the file has them."""

    table: pa.Table

    @property
    def class_names(self) -> list[str]:
        return [name.removeprefix("score_") for name in self.table.column_names if name.startswith("score_")]

    def among(self, classes: list[str], problem: str) -> Predictions:
        if problem == "regression":
            return Predictions(scores=self.table["prediction"].to_numpy())
        if "label" in self.table.column_names:
            return Predictions(decisions=codes_among(self.table["label"].to_pandas(), classes))
        if problem == "binary":
            return Predictions(scores=self.table["score"].to_numpy())
        # A class that the model does not know has no probability.
        scores = np.zeros((len(self.table), len(classes)))
        for name in self.class_names:
            scores[:, classes.index(name)] = self.table[f"score_{name}"].to_numpy()
        return Predictions(scores=scores)


def read_predictions(frozen: Frozen, scored: Scored, storage: Storage, request: Request) -> Read:
    table = read_table(storage.predictions(frozen.index, scored.model), scored.digests[frozen.index])
    require_rows(table, frozen.rows)
    read = Read(table)
    columns = {name for name in table.column_names if name != ROW}
    if request.problem == "multiclass" and read.class_names:
        values = np.column_stack([table[f"score_{name}"].to_numpy() for name in read.class_names])
        require_sound("scores", values, frozen.rows)
    elif columns in ({"score"}, {"prediction"}):
        (name,) = columns
        require_sound("score" if name == "score" else "number", table[name].to_numpy(), frozen.rows)
    elif columns != {"label"}:
        raise ReasonError(
            "PREDICTIONS_UNREADABLE", f"The predictions of the {scored.model} have columns that no scoring writes."
        )
    return read


def require_rows(table: pa.Table, rows: int) -> None:
    """Each row once and in the frozen order."""
    if ROW not in table.column_names or not np.array_equal(table[ROW].to_numpy(), np.arange(rows)):
        raise ReasonError(
            "ROWS_CHANGED", f"A file does not have the {rows:,} frozen rows in their order. Re-run this stage."
        )


def all_classes(of_labels: list[str], of_models: list[list[str]], problem: str) -> list[str]:
    """A model may know classes that no row has."""
    if problem != "multiclass":
        return of_labels
    return sorted({*of_labels, *(name for names in of_models for name in names)})


def label_in(truth: pa.Table, classes: list[str], problem: str) -> Floats:
    if problem == "multiclass":
        return codes_among(truth["label"].to_pandas(), classes).astype(np.float64)
    return np.asarray(truth["label"].to_numpy(), dtype=np.float64)


def units_in(truth: pa.Table) -> tuple[Codes | None, tuple[str, ...]]:
    if "unit" not in truth.column_names:
        return None, ()
    codes, names = texts_of(truth["unit"].to_pandas())
    return codes, tuple(names)


def groupings_in(truth: pa.Table, request: Request) -> list[Grouping]:
    groupings = [grouping("slice", name, truth[f"slice_{name}"]) for name in request.slices]
    if request.windows is not None:
        groupings.append(grouping("window", request.windows.column, truth["window"]))
    fairness = request.fairness.groups if request.fairness is not None else ()
    return groupings + [grouping("fairness", name, truth[f"fairness_{name}"]) for name in fairness]


def grouping(kind: str, column: str, values: pa.ChunkedArray) -> Grouping:
    codes, names = pd.factorize(values.to_pandas(), sort=True)
    return Grouping(kind, column, tuple(map(str, names)), codes.astype(np.int32))


def baseline_in(truth: pa.Table, classes: list[str], problem: str) -> Predictions | None:
    if "baseline" not in truth.column_names:
        return None
    column = truth["baseline"]
    if problem == "multiclass":
        return Predictions(decisions=codes_among(column.to_pandas(), classes))
    return Predictions(scores=column.to_numpy())
