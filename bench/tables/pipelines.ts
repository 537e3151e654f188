import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '../../local/pipelines/compile';
import type { SourceReading } from '../../local/pipelines/expand/sources';
import { taskCatalog } from '../../local/pipelines/schema/task-catalog';
import { median } from '../instruments/sample';
import type { Table } from '../table';

const TEMPLATES = 99;
const STEPS = 2000;
const TIMES = 15;
const GOAL = { compileMs: 150, ratio: 2 };

export function pipelinesTable(): Table {
  const compileMs = median(Array.from({ length: TIMES }, msToCompile));
  const { emptyMs, smallMs, largeMs } = startTimes();
  return {
    title: 'Pipelines: compile a large one, start with a small one',
    columns: ['what', 'measured', 'goal', 'reached'],
    rows: [
      row(`${TEMPLATES + 1} files, ${STEPS} steps, warm`, compileMs, GOAL.compileMs),
      row('the same in a new process, without its start', largeMs - smallMs, GOAL.compileMs),
      row('mlops validate, one step', smallMs, GOAL.ratio * emptyMs),
    ],
    notes: [
      `Medians of ${TIMES}. 'node -e 0' takes ${emptyMs.toFixed(0)} ms; the goal for the start is ${GOAL.ratio} times that.`,
    ],
  };
}

function row(what: string, ms: number, goalMs: number): readonly string[] {
  return [what, `${ms.toFixed(0)} ms`, `${goalMs.toFixed(0)} ms`, ms <= goalMs ? 'yes' : 'no'];
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

function msToCompile(): number {
  const files = largePipeline();
  const read = ({ path }: { readonly path: string }): SourceReading => ({ text: files.get(path) ?? '', label: path });
  const start = performance.now();
  const { findings } = compile(
    { file: { repository: 'self', path: 'pipeline.yml' }, sources: { read } },
    taskCatalog([]),
  );
  const ms = performance.now() - start;
  if (findings.some(({ severity }) => severity === 'error')) {
    throw new Error('The benchmark pipeline has errors.');
  }
  return ms;
}

function startTimes(): { readonly emptyMs: number; readonly smallMs: number; readonly largeMs: number } {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-bench-'));
  try {
    for (const [path, text] of largePipeline()) {
      writeFileSync(join(folder, path), text);
    }
    writeFileSync(join(folder, 'small.yml'), 'steps:\n- script: echo\n');
    const validate = (file: string): number =>
      msOf(join(__dirname, '../../dist/cli/mlops.js'), 'validate', join(folder, file));
    // In turn, so that a busy moment of the machine affects all of them.
    const rounds = Array.from({ length: TIMES }, () => ({
      empty: msOf('-e', '0'),
      small: validate('small.yml'),
      large: validate('pipeline.yml'),
    }));
    return {
      emptyMs: median(rounds.map(({ empty }) => empty)),
      smallMs: median(rounds.map(({ small }) => small)),
      largeMs: median(rounds.map(({ large }) => large)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function msOf(...words: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`node ${words.join(' ')} ended with ${status}: ${stderr}`);
  }
  return performance.now() - start;
}
