"""What reducing costs: seconds and memory of five metrics of both models, and of a naive bootstrap of the same rows.

Run in a process of its own for each number of rows, so that the peak of memory is its own. Linux tells that peak.
"""

from __future__ import annotations

import json
import re
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from cells import grid
from reduce import reduce_data_set
from replicates import measured_sample, request_for
from sample import Sample

RESAMPLES, TIMED_RESAMPLES = 1_000, 3

Json = dict[str, Any]


def main(rows: int, is_compared: bool) -> None:
    world = replace(grid()["binary-1000-rows-better"], rows=rows)
    sample, request = world.draw(np.random.default_rng(1)), request_for(world)
    Path("/proc/self/clear_refs").write_text("5")  # The peak starts again from here.
    before = memory("VmRSS")
    start, begun = time.perf_counter(), time.process_time()
    group = measured_sample(sample, request)
    told: Json = {"rows": rows, "seconds": time.perf_counter() - start, "processor": time.process_time() - begun}
    told["megabytes"] = (memory("VmHWM") - before) / 1024
    begun = time.process_time()
    reduce_data_set(sample, request)
    told["whole"] = time.process_time() - begun
    if is_compared:
        told["bootstrap"] = bootstrap_seconds(sample) / TIMED_RESAMPLES * RESAMPLES
        told["estimate"] = group["metrics"][0]["difference"]["estimate"]
    print(json.dumps(told))


def memory(name: str) -> int:
    """In kB."""
    found = re.search(rf"{name}:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) if found else 0


def bootstrap_seconds(sample: Sample) -> float:
    """As one writes it with scikit-learn: all five metrics of both models, for each resample."""
    from sklearn import metrics

    rng = np.random.default_rng(1)
    both = [model.scores for model in (sample.candidate, sample.champion) if model is not None]
    start = time.process_time()
    for _ in range(TIMED_RESAMPLES):
        drawn = rng.integers(0, len(sample.label), len(sample.label))
        label = sample.label[drawn]
        for scores in both:
            assert scores is not None
            s = scores[drawn]
            metrics.average_precision_score(label, s)
            metrics.roc_auc_score(label, s)
            metrics.log_loss(label, s)
            metrics.brier_score_loss(label, s)
            metrics.f1_score(label, s >= 0.5)
    return time.process_time() - start


if __name__ == "__main__":
    main(int(sys.argv[1]), is_compared="compared" in sys.argv[2:])
