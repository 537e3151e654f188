import { isBuilt } from './instruments/built-extension';
import { print, printError } from './printer';
import { tableLines, type Table } from './table';
import { batchTable } from './tables/batch';
import { comparisonTable } from './tables/comparison';
import { complianceTable } from './tables/compliance';
import { configurationTable } from './tables/configuration';
import { deploymentTable } from './tables/deployment';
import { evaluationTable } from './tables/evaluation';
import { flowTable } from './tables/flow';
import { pipelinesTable } from './tables/pipelines';
import { pollingTable } from './tables/polling';
import { runsTable } from './tables/runs';
import { sizeTable } from './tables/size';
import { startUpTable } from './tables/start-up';
import { statisticsTable } from './tables/statistics';
import { testsTable } from './tables/tests';
import { workspaceTable } from './tables/workspace';

const TABLES: Readonly<Record<string, () => Table | Promise<Table>>> = {
  'start-up': startUpTable,
  size: sizeTable,
  polling: pollingTable,
  workspace: workspaceTable,
  deployment: deploymentTable,
  pipelines: pipelinesTable,
  runs: runsTable,
  configuration: configurationTable,
  compliance: complianceTable,
  statistics: statisticsTable,
  batch: batchTable,
  tests: testsTable,
  comparison: comparisonTable,
  evaluation: evaluationTable,
  flow: flowTable,
};

async function bench(asked: readonly string[]): Promise<void> {
  const unknown = asked.find((name) => !Object.hasOwn(TABLES, name));
  if (unknown !== undefined) {
    throw new Error(`There is no table '${unknown}'.\nFix: Name one of: ${Object.keys(TABLES).join(', ')}.`);
  }
  if (!isBuilt()) {
    throw new Error("dist/extension is missing; the benchmark measures it.\nFix: Run 'npm run build' first.");
  }
  for (const [name, measure] of Object.entries(TABLES)) {
    if (asked.length === 0 || asked.includes(name)) {
      tableLines(await measure()).forEach(print);
      print('');
    }
  }
}

bench(process.argv.slice(2)).catch((error: unknown) => {
  printError(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
