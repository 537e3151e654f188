"""Scores a file of rows in batches; runs apart, in the model's environment and without credentials."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from outputs import Wanted, predictor_of
from plain_text import described
from reason import ReasonError
from row_files import ROW
from told import FOLDER, arguments, tell, tell_phase

BATCH = 50_000
VALUES = "values.npy"


def main() -> None:
    given = arguments()
    try:
        tell_phase("load")
        from model_files import load_model

        predictor = predictor_of(load_model(given["model"]), wanted_in(given))
        tell_phase("predict")
        outputs = [predictor(rows) for rows in batches(Path(given["rows"]))]
        kinds = {output.kind for output in outputs}
        kind = kinds.pop() if len(kinds) == 1 else "mixed"
        np.save(FOLDER / VALUES, np.concatenate([output.values for output in outputs]), allow_pickle=False)
        tell(kind=kind, classes=list(outputs[0].classes))
    except ReasonError as reason:
        tell(problem=reason.as_json())
    except BaseException as error:  # noqa: BLE001 -- models raise whatever they like
        tell(raised=described(error))


def wanted_in(given: dict[str, Any]) -> Wanted:
    inputs = given["inputs"]
    return Wanted(
        problem=given["problem"],
        prediction=given["prediction"],
        positive=given["positive"],
        classes=tuple(given["classes"]),
        metrics=tuple(given["metrics"]),
        inputs=None if inputs is None else tuple(inputs),
    )


def batches(file: Path) -> Any:
    for batch in pq.ParquetFile(file).iter_batches(BATCH):
        yield batch.to_pandas().drop(columns=ROW)


if __name__ == "__main__":
    main()
