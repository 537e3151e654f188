"""display() for a process without a notebook page."""

from __future__ import annotations

MAX_ROWS = 1000


def display(*values: object) -> None:
    for value in values:
        print(_shown(value))


def displayHTML(html: str) -> None:
    print(html)


def _shown(value: object) -> object:
    kind = f"{type(value).__module__}.{type(value).__name__}"
    if kind.startswith("pyspark.sql.") and kind.endswith(".DataFrame"):
        value = value.limit(MAX_ROWS).toPandas()  # type: ignore[attr-defined] -- told apart by their methods, not by their types
        kind = "pandas.core.frame.DataFrame"
    if kind.startswith("pandas.") and kind.endswith((".DataFrame", ".Series")):
        return value.head(MAX_ROWS).to_string()  # type: ignore[attr-defined] -- told apart by their methods, not by their types
    return value
