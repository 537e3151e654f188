"""Nothing is computed of a file that somebody has changed since it was written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from load import Frozen, Scored, load_sample
from predictions import predictions_table
from reason import ReasonError
from request import Request
from row_files import write_table
from sample import Sample
from storage import Storage
from test_truth import REQUEST

TRUTH = pa.table(
    {
        "__row": np.arange(4),
        "label": [0.0, 1.0, 1.0, 0.0],
        "weight": [1.0, 2.0, 1.0, 1.0],
        "unit": ["s2", "s1", "s2", "s1"],
        "slice_region": ["north", None, "south", "north"],
    }
)
ASKED = {
    **REQUEST,
    "columns": {"label": "churned", "weight": "w", "unit": "store"},
    "slices": [{"column": "region"}],
}


def loaded(place: Path, truth: pa.Table, predictions: pa.Table, rows: int = 4, **changes: Any) -> Sample:
    storage = Storage("1", f"{place}/rows", f"{place}/labels")
    record = {"rows": rows, "truth": write_table(storage.truth(0), truth), "classes": ["0", "1"], **changes}
    digest = write_table(storage.predictions(0, "candidate"), predictions)
    scored = [Scored("candidate", (str(record.pop("digest", digest)),))]
    return load_sample(Frozen(0, record), scored, storage, Request.from_json(ASKED))


def scores(*values: float) -> pa.Table:
    return predictions_table("score", np.array(values), ())


def test_rows_become_arrays(tmp_path: Path) -> None:
    sample = loaded(tmp_path, TRUTH, scores(0.1, 0.9, 0.8, 0.3))
    assert sample.candidate.scores is not None
    assert sample.candidate.scores.tolist() == [0.1, 0.9, 0.8, 0.3]
    assert sample.unit is not None
    assert [sample.unit_names[code] for code in sample.unit] == ["s2", "s1", "s2", "s1"]
    (region,) = sample.groupings
    assert (region.values, region.codes.tolist()) == (("north", "south"), [0, -1, 1, 0])


def test_classes_that_only_a_model_knows_have_codes_too(tmp_path: Path) -> None:
    storage = Storage("1", f"{tmp_path}/rows", f"{tmp_path}/labels")
    truth = write_table(storage.truth(0), pa.table({"__row": np.arange(2), "label": ["low", "high"]}))
    table = predictions_table("scores", np.array([[0.2, 0.3, 0.5], [0.1, 0.9, 0.0]]), ["middle", "low", "high"])
    scored = [Scored("candidate", (write_table(storage.predictions(0, "candidate"), table),))]
    frozen = Frozen(0, {"rows": 2, "truth": truth, "classes": ["high", "low"]})
    sample = load_sample(frozen, scored, storage, Request.from_json({**REQUEST, "problem": "multiclass"}))
    assert sample.classes == ("high", "low", "middle")
    assert sample.label.tolist() == [1.0, 0.0]
    assert sample.candidate.scores is not None
    assert sample.candidate.scores.tolist() == [[0.5, 0.3, 0.2], [0.0, 0.9, 0.1]]


@pytest.mark.parametrize(
    ("predictions", "changes", "says"),
    [
        (scores(0.1, 0.9, 0.8, 0.3), {"digest": "0" * 64}, "ROWS_CHANGED: Somebody has changed "),
        (scores(0.1, 0.9, 0.8), {}, "ROWS_CHANGED: A file does not have the 4 frozen rows in their order"),
        (scores(0.1, 0.9, 0.8, 0.3).take([1, 0, 2, 3]), {}, "ROWS_CHANGED: A file does not have"),
        (scores(0.1, 0.9, 0.8, float("nan")), {}, "PREDICTION_NOT_FINITE: "),
        (scores(0.1, 0.9, 0.8, 7.0), {}, "SCORE_OUT_OF_RANGE: "),
        (pa.table({"__row": np.arange(4), "x": [1, 2, 3, 4]}), {}, "PREDICTIONS_UNREADABLE: "),
    ],
)
def test_a_file_that_was_changed_is_refused(
    predictions: pa.Table, changes: dict[str, Any], says: str, tmp_path: Path
) -> None:
    with pytest.raises(ReasonError) as raised:
        loaded(tmp_path, TRUTH, predictions, **changes)
    assert f"{raised.value.code}: {raised.value}".startswith(says)


def test_a_file_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    storage = Storage("1", f"{tmp_path}/rows", f"{tmp_path}/labels")
    with pytest.raises(ReasonError, match=r"truth\.parquet cannot be read any more \(No such file or directory\)"):
        load_sample(
            Frozen(0, {"rows": 4, "truth": "0" * 64, "classes": ["0", "1"]}), [], storage, Request.from_json(ASKED)
        )
