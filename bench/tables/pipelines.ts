import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '../../local/pipelines/compile';
import type { SourceReading } from '../../local/pipelines/expand/sources';
import { taskCatalog } from '../../local/pipelines/schema/task-catalog';
import { median } from '../sample';
import type { Table } from '../table';

const TEMPLATES = 99;
const STEPS = 2000;
const TIMES = 15;
const GOAL = { compileMs: 150, ratio: 2 };

export function pipelinesTable(): Table {
  const compileMs = median(Array.from({ length: TIMES }, msToCompile));
  const { emptyMs, validateMs } = startTimes();
  return {
    title: 'Pipelines: compiling a large one, and starting on a small one',
    columns: ['what', 'measured', 'goal', 'reached'],
    rows: [
      row(`${TEMPLATES + 1} files, ${STEPS} steps`, compileMs, GOAL.compileMs),
      row('mlops validate, one step', validateMs, GOAL.ratio * emptyMs),
    ],
    notes: [
      `Medians of ${TIMES}. 'node -e 0' takes ${emptyMs.toFixed(0)} ms; the start may take ${GOAL.ratio} times that.`,
    ],
  };
}

function row(what: string, ms: number, goalMs: number): readonly string[] {
  return [what, `${ms.toFixed(0)} ms`, `${goalMs.toFixed(0)} ms`, ms <= goalMs ? 'yes' : 'no'];
}

/** A pipeline that includes templates, each with a loop whose steps have an expression and a condition. */
function msToCompile(): number {
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
  const read = ({ path }: { readonly path: string }): SourceReading => ({
    text: path === 'pipeline.yml' ? `steps:\n${includes.join('\n')}\n` : template,
    label: path,
  });
  const start = performance.now();
  const { findings } = compile(
    { file: { repository: 'self', path: 'pipeline.yml' }, sources: { read } },
    taskCatalog([]),
  );
  const ms = performance.now() - start;
  if (findings.some(({ severity }) => severity === 'error')) {
    throw new Error('The pipeline that is measured has errors.');
  }
  return ms;
}

function startTimes(): { readonly emptyMs: number; readonly validateMs: number } {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-bench-'));
  try {
    const file = join(folder, 'pipeline.yml');
    writeFileSync(file, 'steps:\n- script: echo\n');
    const empty: number[] = [];
    const validate: number[] = [];
    // In turn, so that a busy moment of the machine hits both.
    for (let pair = 0; pair < TIMES; pair += 1) {
      empty.push(msOf('-e', '0'));
      validate.push(msOf(join(__dirname, '../../dist/cli/mlops.js'), 'validate', file));
    }
    return { emptyMs: median(empty), validateMs: median(validate) };
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
