"""Runs one SQL statement and writes its rows as the Statement Execution API returns them: everything is text."""

from __future__ import annotations

import base64
import datetime
import decimal
import json
import math
import os
import re
from pathlib import Path
from typing import Any

MAX_ROWS = 100_000
RESULT_FILE = "statement-result.json"
# https://docs.databricks.com/aws/en/error-messages/error-classes
SQL_STATES = {
    "TABLE_OR_VIEW_NOT_FOUND": "42P01",
    "SCHEMA_NOT_FOUND": "42704",
    "UNRESOLVED_COLUMN": "42703",
    "PARSE_SYNTAX_ERROR": "42601",
    "UNBOUND_SQL_PARAMETER": "42P02",
}
# Words of the local engine for what the service names by an error class.
OWN_WORDS = (
    (re.compile(r"\bfound .* expected ", re.S), "PARSE_SYNTAX_ERROR"),
    (re.compile(r"table not found|TABLE_OR_VIEW_NOT_FOUND", re.I), "TABLE_OR_VIEW_NOT_FOUND"),
    (re.compile(r"database not found|schema not found", re.I), "SCHEMA_NOT_FOUND"),
    (re.compile(r"cannot resolve|column .*not found|attribute .* not found", re.I), "UNRESOLVED_COLUMN"),
    (re.compile(r"parameter .*(?:not found|missing|unbound)", re.I), "UNBOUND_SQL_PARAMETER"),
)
CASTS = {
    "INT": int,
    "INTEGER": int,
    "BIGINT": int,
    "LONG": int,
    "SMALLINT": int,
    "TINYINT": int,
    "DOUBLE": float,
    "FLOAT": float,
    "BOOLEAN": lambda text: text.lower() == "true",
    "DATE": datetime.date.fromisoformat,
    "TIMESTAMP": datetime.datetime.fromisoformat,
}


def run_statement(spark: Any, statement: dict[str, Any], folder: Path) -> None:
    try:
        answer = _rows(_executed(spark, statement), statement["row_limit"])
    except Exception as error:
        answer = _failure(error)
    partial = folder / f"{RESULT_FILE}.partial"
    partial.write_text(json.dumps(answer), "utf-8")
    os.replace(partial, folder / RESULT_FILE)


def _executed(spark: Any, statement: dict[str, Any]) -> Any:
    for kind in ("catalog", "schema"):
        if statement[kind] is not None:
            spark.sql(f"USE {kind.upper()} `{statement[kind]}`")
    arguments = {each["name"]: _argument(each) for each in statement["parameters"]}
    return spark.sql(statement["text"], args=arguments) if arguments else spark.sql(statement["text"])


def _argument(parameter: dict[str, Any]) -> Any:
    value = parameter["value"]
    if value is None:
        return None
    kind = parameter["type"].upper()
    if kind.startswith("DECIMAL"):
        return decimal.Decimal(value)
    return CASTS.get(kind, str)(value)


def _rows(frame: Any, limit: int | None) -> dict[str, Any]:
    if frame is None:
        return {"columns": [], "rows": [], "truncated": False}
    most = MAX_ROWS if limit is None else min(limit, MAX_ROWS)
    found = frame.take(most + 1) if frame.columns else []
    return {
        "columns": [_column(field) for field in frame.schema.fields],
        "rows": [[_text(value) for value in row] for row in found[:most]],
        "truncated": len(found) > most,
    }


def _column(field: Any) -> dict[str, str]:
    text = field.dataType.simpleString().upper()
    name = re.sub(r"[(<].*", "", text, flags=re.S)
    return {"name": field.name, "type_name": {"BIGINT": "LONG"}.get(name, name), "type_text": text}


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else {math.inf: "Infinity", -math.inf: "-Infinity"}.get(value, "NaN")
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="milliseconds") + "Z"
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(_leaves(value))
    return str(value)


def _leaves(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _leaves(each) for key, each in value.items()}
    if hasattr(value, "asDict"):
        return _leaves(value.asDict())
    if isinstance(value, (list, tuple)):
        return [_leaves(each) for each in value]
    return _text(value)


def _failure(error: Exception) -> dict[str, Any]:
    message = str(error)
    named = re.search(r"\[([A-Z_]+)[\].]", message)
    own = next((name for pattern, name in OWN_WORDS if pattern.search(message)), None)
    name = named[1] if named is not None else own
    # The service puts the class first, the local engine somewhere or nowhere.
    text = message if name is None else f"[{name}] {message.replace(f'[{name}]', '').strip()}"
    return {"error": text, "sql_state": SQL_STATES.get(name or "")}
