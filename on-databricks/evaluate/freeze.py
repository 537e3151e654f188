"""Draws rows, and writes what models get apart from what they are judged by. No code of a model runs here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from digests import digest_of, keys_digest
from drawn_rows import KEY, draw
from model_inputs import Inputs, inputs_of
from reason import ReasonError, count
from request import DataSet, Model, Request
from row_files import ROW, write_json, write_table
from row_source import Source, open_source
from storage import Storage
from training_record import TrainingRecord, rows_before, rows_seen, training_record
from truth import truth_of


@dataclass(frozen=True)
class Taker:
    """A model, with what it takes and what its training left on record."""

    which: str
    model: Model
    inputs: Inputs | None
    training: TrainingRecord


def freeze(request: Request, storage: Storage, spark: Any) -> dict[str, Any]:
    """Gives the digests of the two records that scoring and reducing read."""
    takers = [taker("candidate", request.candidate, request)]
    problem: ReasonError | None = None
    sources = [open_source(data_set.source, spark) for data_set in request.data_sets]
    for source in sources:
        refuse_missing(source, request)
    refuse_takers(takers, sources)
    if request.champion is not None:
        try:
            champion = taker("champion", request.champion, request)
            refuse_takers([champion], sources)
            takers.append(champion)
        except ReasonError as reason:
            problem = reason  # It says nothing about the candidate.
    pairs = zip(request.data_sets, sources, strict=True)
    frozen = [freeze_data_set(index, pair, takers, (request, storage)) for index, pair in enumerate(pairs)]
    rows = [{name: each[name] for name in ("rows", "features", "classes", "inputs")} for each in frozen]
    return {
        "rows": write_json(storage.rows_record, rows),
        "frozen": write_json(storage.frozen_record, frozen),
        **({} if problem is None else {"championProblem": problem.as_json()}),
    }


def taker(which: str, model: Model, request: Request) -> Taker:
    return Taker(which, model, inputs_of(model, request.columns), training_record(model))


def freeze_data_set(
    index: int, pair: tuple[DataSet, Source], takers: list[Taker], place: tuple[Request, Storage]
) -> dict[str, Any]:
    data_set, source = pair
    request, storage = place
    features = feature_columns(source, takers, request)
    wanted = [*features, *truth_columns(request)]
    drawn = draw(source, data_set, actual(request.columns.key, source), [found(name, source) for name in wanted])
    # Spark finds columns whatever their case, models do not.
    table = drawn.table.rename_columns([*dict.fromkeys(wanted), KEY])
    keys = table[KEY]
    if request.columns.key is not None:
        refuse_keys(keys, request.columns.key)
    truth = truth_of(table, request)
    row_numbers = pa.chunked_array([np.arange(len(table), dtype=np.int64)])
    rows = table.select(features).append_column(ROW, row_numbers)
    seen = [
        {"model": each.which, "rows": rows_seen(each.training, keys)}
        for each in takers
        if each.training.has_keys and request.columns.key is not None
    ]
    refuse_training_rows(takers, data_set, source, seen, len(table))
    return {
        "name": data_set.name,
        "source": source.text,
        **({} if source.version is None else {"tableVersion": source.version}),
        "rows": len(table),
        "rowsInSource": drawn.rows_in_source,
        "features": write_table(storage.features(index), rows),
        "truth": write_table(storage.truth(index), truth.table),
        "digest": digest_of([rows, truth.table]),
        "keysDigest": keys_digest(keys),
        "classes": truth.classes,
        "inputs": {each.which: None if each.inputs is None else inputs_in(each.inputs, source) for each in takers},
        "trainingOverlap": seen,
        **before_cut_off(takers, table, request),
    }


def before_cut_off(takers: list[Taker], table: pa.Table, request: Request) -> dict[str, Any]:
    if request.columns.time is None:
        return {}
    times = table[request.columns.time]
    counted = [(each.which, rows_before(each.training, times)) for each in takers]
    found = [{"model": which, "rows": rows} for which, rows in counted if rows is not None]
    return {"rowsBeforeCutOff": found} if found else {}


def feature_columns(source: Source, takers: Iterable[Taker], request: Request) -> list[str]:
    """Of both models; a column that also makes a slice is a feature where a model takes it."""
    names: dict[str, None] = {}
    for each in takers:
        own = inputs_in(each.inputs, source) if each.inputs is not None else other_columns(source, request)
        names.update(dict.fromkeys(own))
    return list(names)


def inputs_in(inputs: Inputs, source: Source) -> list[str]:
    return [*inputs.required, *(name for name in inputs.optional if actual(name, source) is not None)]


def other_columns(source: Source, request: Request) -> list[str]:
    taken = {name.lower() for name in truth_columns(request)} | {(request.columns.key or "").lower()}
    return [name for name in source.frame.columns if name.lower() not in taken]


def truth_columns(request: Request) -> list[str]:
    columns = request.columns
    names = [columns.label, columns.weight, columns.unit, columns.time, *request.slices, request.baseline_column]
    names += [] if request.windows is None else [request.windows.column]
    names += [] if request.fairness is None else request.fairness.groups
    return list(dict.fromkeys(name for name in names if name is not None))


def refuse_missing(source: Source, request: Request) -> None:
    wanted = [*truth_columns(request), *([] if request.columns.key is None else [request.columns.key])]
    missing = [name for name in wanted if actual(name, source) is None]
    if missing:
        raise ReasonError(
            "COLUMN_MISSING",
            f"{source.text} has no column {', '.join(missing)}; it has {', '.join(source.frame.columns)}. Correct the "
            "column that the project names, or the table.",
        )


def refuse_takers(takers: Iterable[Taker], sources: Iterable[Source]) -> None:
    for source in sources:
        for each in takers:
            required = each.inputs.required if each.inputs is not None else ()
            missing = [name for name in required if actual(name, source) is None]
            if missing:
                raise ReasonError(
                    "INPUT_MISSING",
                    f"{each.model.uri} takes {', '.join(missing)}, which {source.text} does not have. Add the columns "
                    "to the evaluation data.",
                )


def refuse_keys(keys: pa.ChunkedArray, name: str) -> None:
    if keys.null_count > 0:
        raise ReasonError(
            "KEY_NULL", f"The key '{name}' is null in {count(keys.null_count, 'row')}. Correct the table."
        )
    twice = len(keys) - len(pc.unique(keys))
    if twice > 0:
        raise ReasonError(
            "KEY_DUPLICATE",
            f"The key '{name}' does not tell rows apart: {count(twice, 'row')} repeat the key of another. Remove the "
            "duplicates, or name the column that identifies a row.",
        )


def refuse_training_rows(
    takers: list[Taker], data_set: DataSet, source: Source, seen: list[dict[str, Any]], rows: int
) -> None:
    for each in takers:
        if data_set.source.get("table", "").lower() in each.training.tables:
            raise ReasonError(
                "EVALUATION_IS_TRAINING",
                f"{source.text} is the table that {each.model.uri} was trained on, so it proves nothing. Set "
                "data.evaluation to rows that no training has seen.",
            )
    for overlap in seen:
        if overlap["rows"] == rows:
            raise ReasonError(
                "EVALUATION_IS_TRAINING",
                f"All {count(rows, 'row')} of {source.text} are among the rows that the {overlap['model']} was trained "
                "on, so they prove nothing. Set data.evaluation to rows that no training has seen.",
            )


def actual(name: str | None, source: Source) -> str | None:
    """The column as the source spells it."""
    if name is None or name in source.frame.columns:
        return name
    return next((column for column in source.frame.columns if column.lower() == name.lower()), None)


def found(name: str, source: Source) -> str:
    column = actual(name, source)
    assert column is not None  # The columns have been looked for before.
    return column
