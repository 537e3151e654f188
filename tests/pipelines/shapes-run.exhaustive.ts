import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRepository, RunWorkspace } from '../../local/pipelines/run/step-runner';
import { localSteps } from '../../local/pipelines/steps/runner';
import { GitOrigin } from '../kit/git-origin';
import { useTemporaryFolders } from '../kit/temporary-folders';
import { recorded } from './recorded';
import { shapeRun } from './shape-run';

const TASKS = [
  'CmdLine@2',
  'PowerShell@2',
  'AzureCLI@2',
  'CopyFiles@2',
  'DatabricksDeployCode@1',
  'DatabricksPreflight@1',
  'MLflowPromoteModel@1',
  'MLflowTrainModel@1',
  'PublishTestResults@2',
  'UsePythonVersion@0',
];

describe('a pipeline as teams have them, with real processes and checkouts, and stubs for its tasks', () => {
  const newFolder = useTemporaryFolders();
  const cases = join(__dirname, 'shapes');
  for (const name of readdirSync(cases)) {
    it(name.replaceAll('-', ' '), async () => {
      const folder = join(cases, name);
      // Its scripts are commands that no machine has.
      const stubs = [...TASKS, ...(name === 'retries-timeouts-and-targets' ? ['Bash@3'] : [])];
      const run = newFolder();
      mkdirSync(join(run, 'artifacts'));
      recorded(folder, 'expected.run.txt', await shapeRun(folder, localSteps(), workspaceOf(run, stubs)));
    });
  }
});

function workspaceOf(folder: string, stubs: readonly string[]): RunWorkspace {
  const aliases = ['self', 'data', 'templates', 'platform'];
  return {
    folder,
    repositories: new Map(aliases.map((alias) => [alias, newRepository()])),
    artifacts: join(folder, 'artifacts'),
    connections: [],
    taskFolders: [],
    stubs: new Map(stubs.map((task) => [task.toLowerCase(), 'true'])),
    nodes: { 20: process.execPath },
  };
}

function newRepository(): RunRepository {
  const repository = new GitOrigin();
  repository.commit('main', { 'out/package.txt': 'x', 'README.md': 'x' });
  return {
    folder: repository.folder,
    commit: repository.git('rev-parse', 'main'),
    ref: 'refs/heads/main',
    withChanges: false,
  };
}
