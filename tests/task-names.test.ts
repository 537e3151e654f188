import assert from 'node:assert/strict';
import { root } from '../scripts/repository/repository';
import { taskNames } from '../scripts/repository/task-folders';
import { repositoryFiles } from './kit/repository-files';

// These show how a new task is made, under a name that no task has.
const ABOUT_NEW_TASKS = /^(?:CONTRIBUTING\.md|scripts\/|tests\/)/;

/** Names of tasks in a text that no folder below `tasks/` has. */
function strangersIn(text: string, tasks: readonly string[]): readonly string[] {
  return (text.match(/\b(?:Databricks|MLflow|MLOps)(?:[A-Z][a-z]+)+\b/g) ?? []).filter((name) => !tasks.includes(name));
}

describe('what users read', () => {
  it('names only tasks that exist', () => {
    const tasks = taskNames(root);
    const files = repositoryFiles().filter(
      ({ path }) => /\.(?:md|ts|py|json)$/.test(path) && !ABOUT_NEW_TASKS.test(path),
    );
    assert.ok(files.some(({ path }) => path.startsWith('lib/')) && files.some(({ path }) => path === 'README.md'));
    const found = files.flatMap(({ path, text }) => strangersIn(text, tasks).map((name) => `${path}: ${name}`));
    assert.deepEqual(found, []);
  });

  it('is refused when it sends somebody to a task that does not exist', () => {
    assert.deepEqual(strangersIn('Run MLflowInventModel, then MLflowTrainModel@1.', ['MLflowTrainModel']), [
      'MLflowInventModel',
    ]);
  });
});
