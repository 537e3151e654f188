import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PythonEnvironment } from '../local/workspace/python-environment/python-environment';
import { print, printError } from './printer';
import { RULED_CELLS } from './simulation/cells';
import { withRuleTable } from './simulation/page';
import { ROOT, SIMULATION, simulationEnvironment } from './simulation/python';
import { ruleTable } from './simulation/rule-table';
import { tallies } from './simulation/tallies';

const PAGE = join(ROOT, 'docs/statistics.md');
const SAMPLES_OF_THE_RULE = 4000;

/** Simulates comparisons whose truth is known, and updates docs/statistics.md; with `rule`, only the table of the rule. */
async function simulate([first, ...others]: readonly string[]): Promise<void> {
  const python = await new PythonEnvironment({ say: print }).ready();
  if (first !== 'rule') {
    simulateIntervals(python, first === undefined ? [] : [first, ...others]);
  }
  const results = await tallies(RULED_CELLS, SAMPLES_OF_THE_RULE, { python, say: printError });
  writeFileSync(PAGE, withRuleTable(readFileSync(PAGE, 'utf8'), ruleTable(results)));
}

/** A second run goes on where the first ended. */
function simulateIntervals(python: string, words: readonly string[]): void {
  const places = ['--kept', join(ROOT, '.local/simulation'), '--page', PAGE];
  const { status } = spawnSync(python, ['-B', join(SIMULATION, 'simulation.py'), ...places, ...words], {
    stdio: 'inherit',
    env: simulationEnvironment(),
  });
  if (status !== 0) {
    throw new Error(`The simulation of the intervals ended with exit code ${status}.`);
  }
}

simulate(process.argv.slice(2)).catch((error: unknown) => {
  printError(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
