import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '../../local/pipelines/compile';
import type { SourceReading } from '../../local/pipelines/expand/sources';
import { taskCatalog } from '../../local/pipelines/schema/task-catalog';
import { costOf, costOfNode, difference, medianCost, type Cost } from '../instruments/process-cost';
import type { Table } from '../table';

const TEMPLATES = 99;
const STEPS = 2000;
const TIMES = 15;
const GOAL = { largeMs: 150, ratio: 2 };

export function pipelinesTable(): Table {
  const again = medianCost(Array.from({ length: TIMES }, () => costOf(compileLarge)));
  const { empty, small, large } = startCosts();
  return {
    title: 'Pipelines: compile a large one, start with a small one',
    columns: ['what', 'time', 'of the processor', 'goal', 'reached'],
    rows: [
      row('first time in a process, after its start', difference(large, small), GOAL.largeMs),
      row('again in the same process', again, GOAL.largeMs),
      row('start: mlops validate, one step', small, GOAL.ratio * empty.ms),
      row('node -e 0', empty),
    ],
    notes: [
      `Medians of ${TIMES}. The large one has ${TEMPLATES + 1} files and ${STEPS} steps. 'First' is 'mlops validate' on it less 'mlops validate'`,
      'on one step, so it includes reading the files and running code that Node has never seen. Time counts.',
    ],
  };
}

function row(what: string, { ms, processorMs }: Cost, goalMs?: number): readonly string[] {
  const reached = goalMs === undefined ? [] : [`${goalMs.toFixed(0)} ms`, ms <= goalMs ? 'yes' : 'no'];
  return [what, `${ms.toFixed(0)} ms`, `${processorMs.toFixed(0)} ms`, ...reached];
}

/** A pipeline with templates, each with a loop whose steps have an expression and a condition. */
function largePipeline(): ReadonlyMap<string, string> {
  const perTemplate = Math.ceil(STEPS / TEMPLATES);
  const names = Array.from({ length: TEMPLATES }, (_, index) => `t${index}`);
  const includes = names.map((name) => `- template: ${name}.yml\n  parameters: { name: ${name} }`);
  const template = `parameters:
- name: name
- name: list
  type: object
  default: [${Array.from({ length: perTemplate }, (_, index) => index).join(', ')}]
steps:
- \${{ each item in parameters.list }}:
  - \${{ if ne(item, 'none') }}:
    - script: echo \${{ parameters.name }} \${{ item }}
      displayName: \${{ format('{0}-{1}', parameters.name, item) }}
      condition: and(succeeded(), ne(variables['x'], '\${{ item }}'))
`;
  const templates = names.map((name) => [`${name}.yml`, template] as const);
  return new Map([['pipeline.yml', `steps:\n${includes.join('\n')}\n`], ...templates]);
}

function compileLarge(): void {
  const files = largePipeline();
  const read = ({ path }: { readonly path: string }): SourceReading => ({ text: files.get(path) ?? '', label: path });
  const request = { file: { repository: 'self', path: 'pipeline.yml' }, sources: { read } };
  const { findings } = compile(request, taskCatalog([]));
  if (findings.some(({ severity }) => severity === 'error')) {
    throw new Error('The benchmark pipeline has errors.');
  }
}

function startCosts(): { readonly empty: Cost; readonly small: Cost; readonly large: Cost } {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-bench-'));
  try {
    for (const [path, text] of largePipeline()) {
      writeFileSync(join(folder, path), text);
    }
    writeFileSync(join(folder, 'small.yml'), 'steps:\n- script: echo\n');
    const mlops = join(__dirname, '../../dist/cli/mlops.js');
    // In turn, so that a busy moment of the machine affects all of them.
    const rounds = Array.from({ length: TIMES }, () => ({
      empty: costOfNode('-e', '0'),
      small: costOfNode(mlops, 'validate', join(folder, 'small.yml')),
      large: costOfNode(mlops, 'validate', join(folder, 'pipeline.yml')),
    }));
    return {
      empty: medianCost(rounds.map(({ empty }) => empty)),
      small: medianCost(rounds.map(({ small }) => small)),
      large: medianCost(rounds.map(({ large }) => large)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
