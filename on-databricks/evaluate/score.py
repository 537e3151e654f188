"""Has one version predict the frozen rows, in a process apart that knows nothing else; notes what it returned."""

from __future__ import annotations

import signal
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from apart import Ended, Program, run_apart
from fetched_model import FetchedModel
from outputs import refuse_classes
from own_packages import InstallationError, install
from plain_text import described, one_line
from predict_rows import VALUES
from predictions import predictions_table, require_sound
from reason import ReasonError
from row_files import read_bytes, read_json, write_table
from score_on_spark import SPARK_FROM_ROWS, score_on_spark
from storage import Storage

MODULES = ("arrays", "labels", "model_files", "outputs", "plain_text", "predict_rows", "reason", "row_files", "told")
MOST_SECONDS = 24 * 3600.0
"""The run has a limit of its own, which is the project's to set."""


@dataclass(frozen=True)
class Asked:
    model: str  # candidate or champion
    uri: str
    problem: str
    metrics: list[str]
    prediction: str | None
    positive: str
    rows: str
    """Digest of the record about the rows."""


def score(asked: Asked, storage: Storage, requirements: str | None) -> list[str]:
    """The digests of its predictions, data set by data set."""
    with tempfile.TemporaryDirectory(prefix="scoring-", ignore_cleanup_errors=True) as place:
        scorer = Scorer(asked, storage, Path(place))
        scorer.make_environment(requirements)
        frozen = read_json(storage.rows_record, asked.rows)
        return [scorer.score(index, each) for index, each in enumerate(frozen)]


class Scorer:
    def __init__(self, asked: Asked, storage: Storage, place: Path) -> None:
        self._asked = asked
        self._storage = storage
        self._place = place
        self._packages: Path | None = None
        self._model = FetchedModel(asked.uri, str(place))
        try:
            self._model.folder()
        except Exception as error:  # noqa: BLE001 -- whatever MLflow or the network raises is the reason
            raise ReasonError(
                "MODEL_UNREADABLE",
                f"The files of {asked.uri} cannot be fetched: {described(error)}. Make sure that the identity of the "
                "run may read the model.",
            ) from None

    def make_environment(self, requirements: str | None) -> None:
        try:
            if requirements is not None:
                self._packages = install(requirements, self._place)
        except InstallationError as error:
            raise ReasonError(
                "PACKAGES_NOT_INSTALLED",
                f"The packages of {self._asked.uri} cannot be installed: {one_line(str(error))}. Correct the "
                "requirements that the model was logged with.",
            ) from None

    def score(self, index: int, frozen: dict[str, Any]) -> str:
        content = read_bytes(self._storage.features(index), frozen["features"])
        # The workers of a cluster do not have the packages that were installed for this machine only.
        if frozen["rows"] >= SPARK_FROM_ROWS and self._packages is None:
            kind, values, classes = self._on_spark(index, frozen)
        else:
            kind, values, classes = self._apart(content, frozen)
        require_sound(kind, values, frozen["rows"])
        table = predictions_table(kind, values, classes)
        return write_table(self._storage.predictions(index, self._asked.model), table)

    def _apart(self, content: bytes, frozen: dict[str, Any]) -> tuple[str, Any, list[str]]:
        folder = Path(tempfile.mkdtemp(dir=self._place))
        rows = folder / "rows.parquet"
        rows.write_bytes(content)
        arguments = {**self._arguments(frozen), "model": str(self._model.folder()), "rows": str(rows)}
        program = Program("predict_rows", arguments, self._packages, MODULES)
        result = result_of(run_apart(program, folder, MOST_SECONDS), self._asked.uri)
        return settled(*output_in(folder, result, frozen["classes"]), self._asked)

    def _on_spark(self, index: int, frozen: dict[str, Any]) -> tuple[str, Any, list[str]]:
        """The workers of a cluster see the storage, and not this machine's disk."""
        folder = f"{self._storage.rows}/model-{self._asked.model}"
        arguments = {**self._arguments(frozen), "model": str(self._model.folder()), "shared": folder}
        from pyspark.sql import SparkSession

        spark = SparkSession.builder.getOrCreate()
        found = score_on_spark(spark, self._storage.features(index), arguments)
        return settled(*found, self._asked)

    def _arguments(self, frozen: dict[str, Any]) -> dict[str, Any]:
        own = {name: asdict(self._asked)[name] for name in ("problem", "metrics", "prediction", "positive")}
        return {**own, "classes": frozen["classes"], "inputs": frozen["inputs"].get(self._asked.model)}


def result_of(ended: Ended, uri: str) -> dict[str, Any]:
    """What the process told, or how it ended."""
    phase = "loaded" if ended.phase != "predict" else "used"
    result = ended.result if isinstance(ended.result, dict) else {}
    if isinstance(result.get("problem"), dict):
        problem = result["problem"]
        raise ReasonError(one_line(str(problem.get("code")))[:60], one_line(str(problem.get("message"))))
    if isinstance(result.get("raised"), str):
        raise ReasonError(
            "MODEL_RAISED",
            f"{uri} raised an error when it was {phase}: {one_line(result['raised'])}. Correct the model, or the "
            "requirements that it was logged with.",
        )
    if ended.status is None or ended.status < 0:
        how = "was stopped" if ended.status is None else f"was killed by {signal.Signals(-ended.status).name}"
        raise ReasonError(
            "MODEL_KILLED",
            f"The process of {uri} {how} when it was {phase}. It may have used up the memory: score on a larger "
            "cluster (comparison.scorer).",
        )
    if ended.status != 0 or not result:
        raise ReasonError(
            "MODEL_EXITED",
            f"The process of {uri} ended with exit code {ended.status} and without predictions when it was {phase}. "
            "Correct the model: it must not end its process.",
        )
    return result


def output_in(folder: Path, result: dict[str, Any], known: list[str]) -> tuple[str, Any, list[str]]:
    """Written by the model's process, so it may be anything."""
    kind, classes = result.get("kind"), result.get("classes")
    try:
        values = np.load(folder / VALUES, allow_pickle=False).astype(np.float64)
    except (OSError, ValueError, TypeError):
        values = None
    is_plain = values is not None and values.ndim == (2 if kind == "scores" else 1)
    names = classes if isinstance(classes, list) and all(isinstance(each, str) for each in classes) else None
    fits = kind in ("score", "number") or (
        (kind == "scores" and is_plain and names is not None and len(set(names)) == values.shape[1])
        or (kind == "label" and is_plain and names == known and bool(np.isin(values, range(len(known))).all()))
    )
    if not is_plain or names is None or not fits:
        raise ReasonError("OUTPUT_UNREADABLE", "The model leaves predictions that make no sense. Correct the model.")
    return str(kind), values, names


def settled(kind: str, values: Any, classes: list[str], asked: Asked) -> tuple[str, Any, list[str]]:
    """Zeros and ones as floats are classes, unless the project says that they are scores."""
    if kind == "score" and asked.prediction is None and bool(np.isin(values, (0.0, 1.0)).all()):
        refuse_classes(asked.metrics)
    return kind, values, classes
