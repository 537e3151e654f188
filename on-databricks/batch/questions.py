"""Asks Spark the questions of a proof; a later one may take values from the first row of an earlier answer."""

from __future__ import annotations

from typing import Any

Row = dict[str, "str | None"]

LONGEST_REASON = 4000


def outcome(spark: Any, questions: list[dict[str, Any]]) -> dict[str, Any]:
    """The rows of each answer, or the first question that has none and why."""
    answers: dict[str, list[Row]] = {}
    for question in questions:
        values = known_values(question["values"], answers)
        if values is None:
            continue
        try:
            answers[question["name"]] = rows(spark, question["text"], values)
        except Exception as error:  # noqa: BLE001 -- Whatever Spark raises is the reason.
            return {"failed": f"{question['doing']}: {error}"[:LONGEST_REASON]}
    return {"answers": answers}


def known_values(values: dict[str, Any], answers: dict[str, list[Row]]) -> dict[str, str] | None:
    """Nothing if an answer that the question builds on has no row."""
    known: dict[str, str] = {}
    for name, value in values.items():
        found = value if isinstance(value, str) else first(answers.get(value["of"], []), value["column"])
        if found is None:
            return None
        known[name] = found
    return known


def first(answer: list[Row], column: str) -> str | None:
    return answer[0][column] if answer else None


def rows(spark: Any, text: str, values: dict[str, str]) -> list[Row]:
    frame = spark.sql(text, args=values) if values else spark.sql(text)
    return [{name: as_text(value) for name, value in row.asDict().items()} for row in frame.collect()]


def as_text(value: Any) -> str | None:
    return None if value is None else str(value)


def files_as_view(spark: Any, path: str, entries: list[str], view: str) -> str | None:
    """Why the files of a batch cannot be read; nothing if the view shows them."""
    kind = "delta" if any(name.startswith("_delta_log") for name in entries) else "parquet"
    try:
        spark.read.format(kind).load(path).createOrReplaceTempView(view)
    except Exception as error:  # noqa: BLE001 -- Whatever Spark raises is the reason.
        return f"Reading {path} as {kind}: {error}"[:LONGEST_REASON]
    return None
