"""What the stand-in's Spark does not do, by name."""

from __future__ import annotations

import re


class UnsupportedBySparkStandIn(NotImplementedError):
    def __init__(self, feature: str) -> None:
        super().__init__(f"The workspace stand-in's Spark does not support {feature}.")


REFUSED_STATEMENTS = (
    *("RESTORE", "COPY INTO", "CREATE CATALOG", "CREATE FUNCTION", "CREATE VOLUME"),
    *("CREATE STREAMING TABLE", "CREATE MATERIALIZED VIEW", "CONVERT TO DELTA"),
    *("GRANT", "REVOKE", "SHOW GRANTS", "DROP CATALOG", "DROP VOLUME", "UNDROP"),
    *("SHOW CREATE TABLE", "DECLARE", "BEGIN", "EXECUTE IMMEDIATE", "FSCK", "REORG"),
)
REFUSED_PARTS = {
    "table_changes": re.compile(r"\btable_changes\s*\(", re.I),
    "read_files": re.compile(r"\bread_files\s*\(", re.I),
    "QUALIFY": re.compile(r"\bQUALIFY\b", re.I),
    "GROUP BY ALL": re.compile(r"\bGROUP\s+BY\s+ALL\b", re.I),
    "CLONE": re.compile(r"\b(?:SHALLOW|DEEP)\s+CLONE\b", re.I),
    "CLUSTER BY in CREATE TABLE": re.compile(
        r"\bCREATE\b.*\bTABLE\b.*\bCLUSTER\s+BY\b", re.I | re.S
    ),
}


def refuse_unsupported(statement: str, plain: str) -> None:
    """`plain` is the statement without what it quotes."""
    words = re.sub(
        r"\s+", " ", re.sub(r"\bOR REPLACE ", "", statement.strip(), flags=re.I)
    )
    for refused in REFUSED_STATEMENTS:
        if words.upper().startswith(refused + " "):
            raise UnsupportedBySparkStandIn(refused)
    for name, pattern in REFUSED_PARTS.items():
        if pattern.search(plain):
            raise UnsupportedBySparkStandIn(name)
