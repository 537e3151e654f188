import type { SqlRow, SqlStatement, WarehouseTools } from '../databricks/sql-statements';
import type { Workspace } from '../databricks/workspace';
import type { Answers } from './measured';
import type { Question, QuestionName } from './questions';

/** Asks a SQL warehouse, one question after the other. */
export async function askWarehouse(
  questions: readonly Question[],
  workspace: Workspace,
  tools: WarehouseTools,
): Promise<Answers> {
  const answers = new Map<QuestionName, readonly SqlRow[]>();
  for (const question of questions) {
    const statement = statementOf(question, answers);
    if (statement !== undefined) {
      answers.set(question.name, await workspace.sql.query(statement, tools));
    }
  }
  return answers;
}

/** Undefined if an answer that it builds on has no row. */
function statementOf({ text, doing, values }: Question, answers: Answers): SqlStatement | undefined {
  const known: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const found = typeof value === 'string' ? value : answers.get(value.of)?.[0]?.[value.column];
    if (found === undefined || found === null) {
      return undefined;
    }
    known[name] = found;
  }
  return { text, doing, values: known };
}
