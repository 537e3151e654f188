"""What the task asks for: one JSON document, read strictly and once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KIND = "evaluation-request"
VERSION = 1
PROBLEMS = ("binary", "multiclass", "regression")


class RequestError(ValueError):
    """The request is not one that this code can answer."""


@dataclass(frozen=True)
class Model:
    name: str
    version: str
    uri: str
    registry: str


@dataclass(frozen=True)
class DataSet:
    name: str
    role: str  # decides or guards
    source: Mapping[str, str]  # One of table, path, query.
    rows: int
    seed: int


@dataclass(frozen=True)
class Columns:
    label: str
    positive_class: str | None
    key: str | None
    weight: str | None
    unit: str | None
    time: str | None


@dataclass(frozen=True)
class Windows:
    column: str
    by: str  # day, week, month, quarter or year


@dataclass(frozen=True)
class Fairness:
    groups: tuple[str, ...]
    rates: tuple[str, ...]


@dataclass(frozen=True)
class Metric:
    name: str
    direction: str  # higher or lower
    margins: tuple[float, ...] = ()  # Signed shares of |champion|, for margins in percent only.

    @property
    def sign(self) -> int:
        """Turns a change into an improvement."""
        return 1 if self.direction == "higher" else -1


@dataclass(frozen=True)
class Request:
    problem: str
    candidate: Model
    champion: Model | None
    data_sets: tuple[DataSet, ...]
    columns: Columns
    slices: tuple[str, ...]
    windows: Windows | None
    fairness: Fairness | None
    metrics: tuple[Metric, ...]
    prediction: str | None
    threshold: float
    baseline: str | None  # majority, mean or column
    baseline_column: str | None
    storage: str | None
    keep: bool
    id: str

    @staticmethod
    def from_json(document: Mapping[str, Any]) -> Request:
        """Reads a parsed document; the error names the member that is wrong."""
        try:
            return read_request(document)
        except (KeyError, TypeError, AttributeError) as error:
            raise RequestError(f"The request cannot be read: {type(error).__name__} {error}.") from error


def read_request(document: Mapping[str, Any]) -> Request:
    if (document["kind"], document["version"]) != (KIND, VERSION):
        raise RequestError(f"This code answers {KIND} {VERSION}, not {document['kind']} {document['version']}.")
    if document["problem"] not in PROBLEMS:
        raise RequestError(f"The problem is '{document['problem']}', not one of {', '.join(PROBLEMS)}.")
    baseline = document.get("baseline")
    champion = document.get("champion")
    windows = document.get("windows")
    fairness = document.get("fairness")
    return Request(
        problem=document["problem"],
        candidate=Model(**document["candidate"]),
        champion=None if champion is None else Model(**champion),
        data_sets=tuple(DataSet(**data_set) for data_set in document["dataSets"]),
        columns=read_columns(document["columns"]),
        slices=tuple(each["column"] for each in document.get("slices", [])),
        windows=None if windows is None else Windows(**windows),
        fairness=None if fairness is None else Fairness(tuple(fairness["groups"]), tuple(fairness["rates"])),
        metrics=tuple(read_metric(each) for each in document["metrics"]),
        prediction=document.get("prediction"),
        threshold=float(document.get("threshold", 0.5)),
        baseline="column" if isinstance(baseline, Mapping) else baseline,
        baseline_column=baseline["column"] if isinstance(baseline, Mapping) else None,
        storage=document.get("storage"),
        keep=bool(document.get("keep", False)),
        id=document["id"],
    )


def read_columns(columns: Mapping[str, str]) -> Columns:
    optional = {name: columns.get(name) for name in ("key", "weight", "unit", "time")}
    return Columns(label=columns["label"], positive_class=columns.get("positiveClass"), **optional)


def read_metric(metric: Mapping[str, Any]) -> Metric:
    if metric["direction"] not in ("higher", "lower"):
        raise RequestError(f"Metric '{metric['metric']}' is better when '{metric['direction']}', not higher or lower.")
    return Metric(metric["metric"], metric["direction"], tuple(float(of) for of in metric.get("margins", [])))
