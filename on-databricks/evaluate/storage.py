"""Where the rows of one comparison lie."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass


@dataclass(frozen=True)
class Storage:
    id: str
    rows: str
    """Features and predictions: all that a scoring run is told of."""
    labels: str
    keep: bool = False

    @staticmethod
    def from_text(text: str) -> Storage:
        return Storage(**json.loads(text))

    def features(self, data_set: int) -> str:
        return f"{self.rows}/{data_set}/features.parquet"

    def predictions(self, data_set: int, model: str) -> str:
        return f"{self.rows}/{data_set}/predictions-{model}.parquet"

    def truth(self, data_set: int) -> str:
        return f"{self.labels}/{data_set}/truth.parquet"

    @property
    def rows_record(self) -> str:
        """What scoring has to know of the rows."""
        return f"{self.rows}/rows.json"

    @property
    def frozen_record(self) -> str:
        """What reducing has to know of them."""
        return f"{self.labels}/frozen.json"

    def remove(self) -> None:
        """The task looks after it, too: here the rows go even when the pipeline is gone."""
        for folder in (self.rows, self.labels):
            shutil.rmtree(folder, ignore_errors=True)
