import { spawn } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Workspace } from '../../local/workspace/workspace';
import { root } from '../../scripts/repository/repository';
import { GitOrigin } from './git-origin';
import { NAMES_OF_RUNS, SHARED } from './tasks/pull-request-run';

type Texts = Readonly<Record<string, string>>;

/** What was made a moment ago may go. */
export const NOW: Texts = { olderThanDays: '0' };

export interface CleanUp {
  readonly exitCode: number | null;
  /** With the full logs of all steps. */
  readonly output: string;
}

interface CleanUpPipelines {
  /** A repository whose pipeline extends the template, with what mlops.local.yml says of open pull requests. */
  readonly pipelineFor: (workspace: Workspace, open: string, parameters?: Texts) => string;
  readonly cleansUp: (folder: string, variables?: Texts) => Promise<CleanUp>;
}

export function useCleanUpPipelines(): CleanUpPipelines {
  const origins: GitOrigin[] = [];
  after(() => origins.forEach((origin) => origin.remove()));
  // One for all pipelines: the deployed clean-up belongs to this repository.
  let templates: GitOrigin | undefined;

  function templateRepository(): GitOrigin {
    const made = new GitOrigin();
    origins.push(made);
    cpSync(join(root, 'pipeline-templates'), made.folder, { recursive: true });
    made.commit('main', { 'README.md': 'Templates\n' });
    return made;
  }

  function pipelineFor(workspace: Workspace, open: string, parameters: Texts = {}): string {
    templates ??= templateRepository();
    const project = new GitOrigin();
    origins.push(project);
    project.commit('main', {
      '.gitignore': '.mlops/\nmlops.local.yml\n',
      'cleanup.yml': `trigger: none
resources:
  repositories:
    - repository: templates
      type: git
      name: platform/templates
extends:
  template: cleanup.yml@templates
  parameters:
    devConnection: databricks-dev
    workspaceFolder: /Workspace${SHARED}
${Object.entries(parameters)
  .map(([name, value]) => `    ${name}: ${value}\n`)
  .join('')}`,
    });
    const local = `repositories: { templates: '${templates.folder}' }
connections: { databricks-dev: { url: '${workspace.host}', token: '${workspace.token}' } }
${open}
`;
    writeFileSync(join(project.folder, 'mlops.local.yml'), local);
    return project.folder;
  }

  /** As a child that does not block, because the workspace is in this process. */
  async function cleansUp(folder: string, more: Texts = {}): Promise<CleanUp> {
    // The list's time has whole seconds, and records of that same second count as newer than the list.
    await delay(1000 - (Date.now() % 1000));
    const variables = Object.entries({ ...NAMES_OF_RUNS, ...more }).map(
      ([name, value]) => `--variables=${name}=${value}`,
    );
    const words = [join(root, 'dist/cli/mlops.js'), 'run', 'cleanup.yml', '--no-live', ...variables];
    const child = spawn(process.execPath, words, { cwd: folder });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { exitCode, output: `${output}\n${logsOf(folder)}` };
  }
  return { pipelineFor, cleansUp };
}

/** The full logs of the last run, which have what a step printed. */
function logsOf(folder: string): string {
  const runs = join(folder, '.mlops/runs');
  const last = join(runs, readdirSync(runs).toSorted().at(-1) ?? '');
  const files = readdirSync(last, { recursive: true, withFileTypes: true }).filter(({ name }) => name.endsWith('.log'));
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('\n');
}
