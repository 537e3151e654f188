"""Draws replicates of all cells until they suffice or the time is over, and puts the table into a page.

The file of a cell, below --kept, has its truth and its first replicates, then a chunk a line: for each metric and
replicate the numbers that a rule decides by. The next run goes on. A cell starts again when its first replicates come
out differently, since then the code that ships, or the world, has changed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from cells import grid
from replicates import chunk_of, truth_of
from table import table_lines
from tally import Tally
from worlds import World

CHUNK = 250
FIRST = 3
START, END = "<!-- simulated -->", "<!-- /simulated -->"

Json = dict[str, Any]


class Cell:
    def __init__(self, name: str, world: World, folder: Path) -> None:
        self.name, self.world = name, world
        self.file = folder / f"{name}.jsonl"
        self.chunks = 0
        self.tallies = {metric: Tally() for metric in world.metrics}
        self.truth: dict[str, float] = {}
        self.read()

    @property
    def replicates(self) -> int:
        return self.chunks * CHUNK

    def read(self) -> None:
        first = chunk_of(self.name, self.world, 0, FIRST)
        kept = self.file.read_text().splitlines() if self.file.exists() else []
        if not kept or json.loads(kept[0])["first"] != first:
            head = {"first": first, "truth": truth_of(self.name, self.world)}
            self.file.write_text(json.dumps(head) + "\n")
            kept = [json.dumps(head)]
        self.truth = json.loads(kept[0])["truth"]
        for line in kept[1:]:
            self.count(json.loads(line))

    def draw(self) -> None:
        chunk = chunk_of(self.name, self.world, self.chunks, CHUNK)
        with self.file.open("a") as file:
            file.write(json.dumps(chunk) + "\n")
        self.count(chunk)

    def count(self, chunk: Json) -> None:
        self.chunks += 1
        for metric, tally in self.tallies.items():
            tally.add(metric, chunk, self.truth[metric])


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="simulate", description="Puts the table of the simulation into a page.")
    parser.add_argument("--kept", type=Path, required=True, help="folder of the chunks")
    parser.add_argument("--page", type=Path, required=True, help="Markdown with the markers of the table")
    parser.add_argument("--minutes", type=float, default=60, help="stop after so many")
    parser.add_argument("--replicates", type=int, default=13_500, help="draw so many of each cell")
    asked = parser.parse_args(words)
    asked.kept.mkdir(parents=True, exist_ok=True)
    cells = [Cell(name, world, asked.kept) for name, world in grid().items()]
    draw_in_turn(cells, asked.replicates, time.monotonic() + 60 * asked.minutes)
    lines = table_lines({cell.name: (cell.world, cell.tallies) for cell in cells})
    asked.page.write_text(with_table(asked.page.read_text(), "\n".join(lines)))


def draw_in_turn(cells: list[Cell], replicates: int, until: float) -> None:
    while time.monotonic() < until:
        behind = min(cells, key=lambda cell: cell.replicates)
        if behind.replicates >= replicates:
            return
        behind.draw()
        if behind is cells[-1]:
            sys.stderr.write(f"{behind.replicates:,} of {replicates:,} samples of each cell\n")


def with_table(page: str, table: str) -> str:
    head, marker, rest = page.partition(START)
    if not marker or END not in rest:
        raise SystemExit(f"The page lacks the markers of the table.\nFix: Add the lines {START} and {END}.")
    return f"{head}{marker}\n\n{table}\n\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    main(sys.argv[1:])
