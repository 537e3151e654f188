import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeDerived } from './generation/write-derived';
import { runScript, say } from './repository/command';
import { formatted } from './repository/formatted';
import { root } from './repository/repository';
import { taskSkeleton } from './skeleton/task-skeleton';

/** `npm run new:task -- MLflowScoreModel "Score a model version"` */
runScript(async () => {
  const [name = '', friendlyName = ''] = process.argv.slice(2);
  refuseNames(name, friendlyName);
  for (const [path, text] of taskSkeleton({ id: randomUUID(), name, friendlyName })) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    // Names differ in length, so the formatter decides where lines break.
    writeFileSync(file, path.endsWith('.ts') ? await formatted(file, text) : text);
    say(`wrote ${path}`);
  }
  await writeDerived(root);
});

function refuseNames(name: string, friendlyName: string): void {
  if (!/^(?:Databricks|MLflow|MLOps)[A-Z][a-z]+(?:[A-Z][a-z]+)+$/.test(name)) {
    const fix = 'Start with Databricks, MLflow or MLOps, then a verb and an object, e.g. MLflowScoreModel.';
    throw new Error(`'${name}' is not a valid task name.\nFix: ${fix}`);
  }
  if (friendlyName.length === 0 || friendlyName.length > 40 || /['\\$`]/.test(friendlyName)) {
    const fix = 'Give 1 to 40 characters without quotes as the second argument, e.g. "Score a model version".';
    throw new Error(`'${friendlyName}' is not a valid display name.\nFix: ${fix}`);
  }
  if (existsSync(join(root, 'tasks', name))) {
    throw new Error(`tasks/${name} already exists.\nFix: Choose another name, or edit the existing task.`);
  }
}
