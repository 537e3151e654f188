"""The simulation itself, and a small grid of it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from cells import grid
from replicates import chunk_of, generator
from ruled_world import RuledWorld
from simulation import CHUNK, END, START, Cell, with_table
from table import is_covered, is_judged, table_lines
from tally import Tally, half_width, percent

RARE = "disasters-30"


def test_a_chunk_is_the_same_whenever_it_is_drawn() -> None:
    world = grid()["binary-300-units-better"]
    assert chunk_of("name", world, 3, 4) == chunk_of("name", world, 3, 4)
    assert chunk_of("name", world, 3, 4) != chunk_of("name", world, 4, 4)


def test_a_second_run_goes_on_where_the_first_one_ended(tmp_path: Path) -> None:
    world = grid()[RARE]
    Cell(RARE, world, tmp_path).draw()
    second = Cell(RARE, world, tmp_path)
    assert second.replicates == CHUNK
    second.draw()
    (tmp_path / "other").mkdir()
    at_once = Cell(RARE, world, tmp_path / "other")
    at_once.draw()
    at_once.draw()
    assert second.tallies == at_once.tallies
    assert second.file.read_bytes() == at_once.file.read_bytes()


def test_a_cell_starts_again_when_the_numbers_have_changed(tmp_path: Path) -> None:
    world = grid()[RARE]
    cell = Cell(RARE, world, tmp_path)
    cell.draw()
    head, *chunks = cell.file.read_text().splitlines()
    changed = json.loads(head)
    changed["first"]["metrics"]["mae"]["estimate"][0] += 1e-9
    cell.file.write_text("\n".join([json.dumps(changed), *chunks]) + "\n")
    assert Cell(RARE, world, tmp_path).replicates == 0


def test_the_gates_and_the_truth_make_a_tally() -> None:
    numbers = {
        "lower": [-1.0, 0.5, 0.5, -2.0],
        "upper": [1.0, 2.0, 2.0, -1.0],
        "degreesOfFreedom": [40.0, 40.0, 29.0, 40.0],
        "rarerClass": [30, 30, 30, 30],
    }
    tally = Tally()
    tally.add("roc_auc", {"size": 5, "units": 30, "metrics": {"roc_auc": numbers}}, 0.6)
    assert tally == Tally(replicates=5, measured=4, covered=3, open=3, covered_when_open=2, superior=1, inferior=1)


def test_the_table_has_a_row_for_each_metric_of_a_cell_and_takes_the_place_of_the_old_one() -> None:
    cells = {name: world for name, world in grid().items() if name.startswith("regression-300-rows")}
    lines = list(
        table_lines({name: (world, {each: Tally() for each in world.metrics}) for name, world in cells.items()})
    )
    assert [line.split(" | ")[3] for line in lines[2:6]] == ["mae", "mape", "rmse", "r2"]
    page = with_table(f"before\n{START}\nold\n{END}\nafter\n", "new")
    assert page == f"before\n{START}\n\nnew\n\n{END}\nafter\n"
    with pytest.raises(SystemExit, match="lacks the markers"):
        with_table("no markers", "new")


def ruled(**changes: object) -> RuledWorld:
    regions = [{"name": "north", "share": 0.25, "clarity": 0.5}, {"name": "south", "share": 0.75, "clarity": 0.95}]
    world = {"rows": 40_000, "hasUnits": False, "champion": 0.8, "regions": regions, "sharpness": 1}
    return RuledWorld.from_json({**world, **changes})


def test_a_world_for_the_rule_has_regions_of_their_share_in_which_the_candidate_sees_differently() -> None:
    sample = ruled().draw(generator("ruled", 0))
    [grouping] = sample.groupings
    north = grouping.codes == 0
    assert grouping.values == ("north", "south")
    assert np.mean(north) == pytest.approx(0.25, abs=0.01)
    assert sample.candidate.scores is not None
    assert sample.champion is not None
    assert sample.champion.scores is not None
    loss = (sample.candidate.scores - sample.label) ** 2 - (sample.champion.scores - sample.label) ** 2
    assert np.mean(loss[north]) > 0.02
    assert np.mean(loss[~north]) < -0.01


def test_a_world_for_the_rule_has_as_many_positive_rows_and_units_as_it_says() -> None:
    sample = ruled(rows=1_000, hasUnits=True, positives=20).draw(generator("ruled", 1))
    assert sample.label.sum() == 20
    assert sample.unit is not None
    assert len(np.unique(sample.unit)) == 50


EQUAL = [name for name, world in grid().items() if world.candidate == world.champion and world.rows == 1_000]


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", [name for name in EQUAL if not name.startswith("disasters")])
def test_intervals_cover_and_equal_models_are_rarely_superior(name: str) -> None:
    """With 2,000 samples only a gross error shows; `npm run simulate` draws more."""
    world, size = grid()[name], 2_000
    chunk = chunk_of(name, world, 0, size)
    for metric in world.metrics:
        tally = Tally()
        tally.add(metric, chunk, 0.0)
        assert percent(tally.superior, size) <= 2.5 + half_width(size // 40, size)
        if is_judged(world, metric, tally):
            assert is_covered(tally)


@pytest.mark.exhaustive
def test_a_disaster_that_was_not_drawn_is_seen_by_no_interval() -> None:
    chunk, tally = chunk_of("disasters-1", grid()["disasters-1"], 0, 2_000), Tally()
    tally.add("mae", chunk, 0.0)
    # No row of 1,000 is one of 1 expected: exp(-1).
    assert percent(tally.superior, 2_000) == pytest.approx(100 * np.exp(-1), abs=3)
