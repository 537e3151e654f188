"""Features that the stand-in's Spark refuses by name."""

from __future__ import annotations

import re


VIEW = "CREATE VIEW"
TABLE_AT_A_PLACE = "tables with a LOCATION or path"
TABLE_OF_OTHER_FORMAT = "tables of another format than delta"

# Sail would accept these but lose them with the process, so the next run would not find them.
INSTEAD = {
    VIEW: "Create a table, or use CREATE TEMP VIEW for a view in this run.",
    TABLE_AT_A_PLACE: "Remove it for a managed table, or read and write the files by path.",
    TABLE_OF_OTHER_FORMAT: "Use a delta table, or write files of that format to a volume.",
}


class UnsupportedBySparkStandIn(NotImplementedError):
    def __init__(self, feature: str) -> None:
        fix = f"\nFix: {INSTEAD[feature]}" if feature in INSTEAD else ""
        super().__init__(
            f"The workspace stand-in's Spark does not support {feature}.{fix}"
        )


REFUSED_STATEMENTS = (
    *("RESTORE", "COPY INTO", "CREATE CATALOG", "CREATE FUNCTION", "CREATE VOLUME"),
    *("CREATE STREAMING TABLE", "CREATE MATERIALIZED VIEW", "CONVERT TO DELTA"),
    *("GRANT", "REVOKE", "SHOW GRANTS", "DROP CATALOG", "DROP VOLUME", "UNDROP"),
    *(VIEW, "SHOW CREATE TABLE", "DECLARE", "BEGIN", "EXECUTE IMMEDIATE", "FSCK", "REORG"),
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
    TABLE_AT_A_PLACE: re.compile(
        r"^\s*CREATE\b.*?\bTABLE\b.*?\b(?:LOCATION\s*''|OPTIONS\s*\([^)]*\bpath\b)",
        re.I | re.S,
    ),
    TABLE_OF_OTHER_FORMAT: re.compile(
        r"^\s*CREATE\b.*?\bTABLE\b.*?\b(?:USING|STORED\s+AS)\s+(?!`?delta\b)[`\w]",
        re.I | re.S,
    ),
}


def refuse_unsupported(statement: str, plain: str) -> None:
    """`plain` is the statement without quoted text."""
    words = re.sub(
        r"\s+", " ", re.sub(r"\bOR REPLACE ", "", statement.strip(), flags=re.I)
    )
    for refused in REFUSED_STATEMENTS:
        if words.upper().startswith(refused + " "):
            raise UnsupportedBySparkStandIn(refused)
    for name, pattern in REFUSED_PARTS.items():
        if pattern.search(plain):
            raise UnsupportedBySparkStandIn(name)
