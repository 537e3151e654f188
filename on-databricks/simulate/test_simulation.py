"""The simulation itself, and a small grid of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cells import grid
from replicates import chunk_of
from simulation import CHUNK, END, START, Cell, with_table
from table import CONSERVATIVE, table_lines
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


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", [name for name, world in grid().items() if world.rows == 1_000])
def test_intervals_cover_and_equal_models_are_rarely_superior(name: str) -> None:
    """With 2,000 samples only a gross error shows; `npm run simulate` draws more."""
    world = grid()[name]
    truth = dict.fromkeys(world.metrics, 0.0)
    size = 2_000
    chunk = chunk_of(name, world, 0, size)
    for metric in world.metrics:
        tally = Tally()
        tally.add(metric, chunk, truth[metric])
        if world.candidate == world.champion and world.disasters is None:
            assert percent(tally.superior, size) <= 2.5 + half_width(25, 1_000) * (1_000 / size) ** 0.5
        if name.endswith("equal") and metric not in CONSERVATIVE:
            error = half_width(tally.covered, tally.measured)
            assert 94 - error <= percent(tally.covered, tally.measured) <= 96 + error
