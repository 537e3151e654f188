import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../local/pipelines/compile';
import { valueSources } from '../../local/pipelines/plan/value-sources';
import { planLines } from '../../local/pipelines/print/plan-lines';
import { taskCatalog, type TaskJson } from '../../local/pipelines/schema/task-catalog';
import { root } from '../../scripts/repository/repository';
import { findingLines, requestOf } from './case-files';
import { recorded } from './recorded';

const tasks = taskCatalog(
  readdirSync(join(root, 'tasks')).map(
    (name) => JSON.parse(readFileSync(join(root, 'tasks', name, 'task.json'), 'utf8')) as TaskJson,
  ),
);

for (const kind of ['validate', 'shapes']) {
  describe(kind === 'validate' ? 'checking a pipeline' : 'a pipeline as teams have them', () => {
    const cases = join(__dirname, kind);
    for (const name of readdirSync(cases)) {
      it(name.replaceAll('-', ' '), () => {
        const { plan, findings } = compile(requestOf(join(cases, name)), tasks);
        recorded(join(cases, name), 'expected.txt', findingLines(findings));
        const lines = plan === undefined ? [] : planLines(plan, valueSources(plan, tasks));
        recorded(join(cases, name), 'expected.plan.txt', lines.map((line) => `${line}\n`).join(''));
      });
    }
  });
}
