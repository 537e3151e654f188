"""The table of the simulation, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tally import Tally, half_width, percent
from worlds import World

Cells = Mapping[str, tuple[World, Mapping[str, Tally]]]


def table_lines(cells: Cells) -> Iterator[str]:
    yield "| Cell | Metric | Replicates | Gates open % | Coverage % | when open % | SUPERIOR % | INFERIOR % |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, (_, tallies) in cells.items():
        for metric, tally in tallies.items():
            yield row(name, metric, tally)


def row(name: str, metric: str, tally: Tally) -> str:
    return " | ".join(
        (
            f"| {name}",
            metric,
            f"{tally.replicates:,}",
            f"{percent(tally.open, tally.replicates):.0f}",
            with_error(tally.covered, tally.measured),
            with_error(tally.covered_when_open, tally.open),
            with_error(tally.superior, tally.replicates),
            f"{with_error(tally.inferior, tally.replicates)} |",
        )
    )


def with_error(count: int, of: int) -> str:
    return f"{percent(count, of):.1f} ± {half_width(count, of):.1f}" if of else ""
