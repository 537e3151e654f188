"""SQL warehouses and statements, and the files of DBFS."""

from __future__ import annotations

import io

from databricks.sdk import WorkspaceClient
from databricks.sdk.service.sql import StatementParameterListItem, StatementState
from refusals import refusal


def sql_statements(client: WorkspaceClient) -> object:
    warehouse = next(iter(client.warehouses.list())).id
    statements = client.statement_execution

    def run(statement: str, *parameters: StatementParameterListItem) -> object:
        answer = statements.execute_statement(
            statement, warehouse, parameters=list(parameters) or None, wait_timeout="50s"
        )
        if answer.status.state is StatementState.FAILED:
            return answer.status.error.message.partition("]")[0] + "]"
        return answer.result.data_array

    run("CREATE TABLE main.default.sdk_rows AS SELECT id FROM range(5)")
    above = StatementParameterListItem(name="least", value="2", type="BIGINT")
    return {
        "counted": run("SELECT count(*) FROM main.default.sdk_rows WHERE id > :least", above),
        "missing": run("SELECT * FROM main.default.sdk_none"),
        "warehouse": client.warehouses.get(warehouse).state.value,
        "no_warehouse": refusal(lambda: statements.execute_statement("SELECT 1", "none")),
        "no_statement": refusal(lambda: statements.get_statement("none")),
    }


def dbfs_files(client: WorkspaceClient) -> object:
    dbfs = client.dbfs
    content = bytes(range(256)) * 8192  # Two megabytes: several blocks.
    dbfs.upload("/sdk/scores.bin", io.BytesIO(content), overwrite=True)
    with dbfs.download("/sdk/scores.bin") as file:
        same = file.read() == content
    listed = [(file.path, file.is_dir, file.file_size) for file in dbfs.list("/sdk")]
    dbfs.delete("/sdk", recursive=True)
    return {
        "same": same,
        "listed": listed,
        "gone": refusal(lambda: dbfs.get_status("/sdk")),
    }
