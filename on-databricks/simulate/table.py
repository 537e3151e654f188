"""The tables of the simulation, in Markdown. Percentages have the half-width of their 99% Monte-Carlo interval."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tally import Tally, half_width, percent
from worlds import ROWS_OF_A_UNIT, World

COVERED = (94.0, 96.0)
FEWEST_ROWS = 1_000
# Heavy tails: their intervals may cover too much.
CONSERVATIVE = ("rmse", "r2")
WIDEST = 0.5
MOST_NAMED = 10

HEAD = (
    "Problem",
    "Rows",
    "Units",
    "Metric",
    "Gates open",
    "Coverage, equal models",
    "False SUPERIOR",
    "Coverage, better candidate",
    "Power",
)

Cells = Mapping[str, tuple[World, Mapping[str, Tally]]]


def table_lines(cells: Cells) -> Iterator[str]:
    yield line(HEAD)
    yield line(("---", "---:", "---:", "---", "---:", "---:", "---:", "---:", "---:"))
    for name, (world, equal) in cells.items():
        if name.endswith("-equal"):
            better = cells[name.removesuffix("equal") + "better"][1]
            yield from (grid_row(world, metric, tally, better[metric]) for metric, tally in equal.items())
    yield ""
    yield line(("Rare", "Metric", "Gates open", "False SUPERIOR"))
    yield line(("---", "---", "---:", "---:"))
    for world, tallies in cells.values():
        if what := rare(world):
            yield from (rare_row(what, metric, tally) for metric, tally in tallies.items())
    yield ""
    yield from remarks(cells)


def line(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |"


def grid_row(world: World, metric: str, equal: Tally, better: Tally) -> str:
    return line(
        (
            world.problem,
            f"{world.rows:,}",
            f"{world.rows // ROWS_OF_A_UNIT if world.has_units else world.rows:,}",
            metric,
            f"{percent(equal.open, equal.replicates):.0f}",
            share(equal.covered, equal.measured),
            share(equal.superior, equal.replicates),
            share(better.covered, better.measured),
            share(better.superior, better.replicates),
        )
    )


def rare(world: World) -> str:
    if world.positives is not None:
        return f"positive rows: {world.positives} of 1,000"
    return f"disasters: {world.disasters} expected in 1,000 rows" if world.disasters is not None else ""


def rare_row(what: str, metric: str, tally: Tally) -> str:
    opened = f"{percent(tally.open, tally.replicates):.0f}"
    return line((what, metric, opened, share(tally.superior, tally.replicates)))


def share(count: int, of: int) -> str:
    return f"{percent(count, of):.1f} ± {half_width(count, of):.1f}"


def remarks(cells: Cells) -> Iterator[str]:
    """Which cells miss the goal, and which need more replicates."""
    least = min(tally.replicates for _, tallies in cells.values() for tally in tallies.values())
    yield f"At least {least:,} samples a cell."
    outside, wide = [], []
    for name, (world, tallies) in cells.items():
        for metric, tally in tallies.items():
            if not rare(world) and half_width(tally.covered, tally.measured) > WIDEST:
                wide.append(f"{name} {metric}")
            if is_judged(world, metric, tally) and not is_covered(tally):
                outside.append(f"{name} {metric}")
    yield f"Outside 94-96%: {', '.join(outside) or 'none'}."
    named = ", ".join(wide) if len(wide) < MOST_NAMED else f"{len(wide)} cells"
    yield f"Half-width of the coverage above {WIDEST}: {named or 'none'}."


def is_judged(world: World, metric: str, tally: Tally) -> bool:
    """Where the gates are open in most samples."""
    is_open = 2 * tally.open > tally.replicates
    return not rare(world) and world.rows >= FEWEST_ROWS and is_open and metric not in CONSERVATIVE


def is_covered(tally: Tally) -> bool:
    coverage, error = percent(tally.covered, tally.measured), half_width(tally.covered, tally.measured)
    return coverage + error >= COVERED[0] and coverage - error <= COVERED[1]
