import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { isAlive } from '../local/workspace/execution/alive';
import { COMMAND_LINE } from './built-extension';
import { AGENT_HAS_PACKAGES, WITHOUT_SIGN_OFF } from './changes';
import { DemoError } from './demo-error';
import type { Edit } from './edit';
import type { Laptop } from './laptop';
import type { Options } from './options';
import { registryOf, type Registry } from './registry';

const ROOT = join(__dirname, '..');
const HOME = join(ROOT, '.local/demo');

/** The Git repository of the model project. */
export interface Project {
  readonly folder: string;
  readonly registry: Registry;
  /** The folder as a person at the root of this repository would type it. */
  readonly shown: string;
  edit(edit: Edit): void;
  git(...words: readonly string[]): string;
}

/** A project as `mlops init` writes it, committed, with connections to the laptop. */
export async function newProject(laptop: Laptop, { registry: name, folder: asked }: Options): Promise<Project> {
  const folder = asked === undefined ? ownFolder() : resolve(asked);
  const registry = registryOf(name);
  await registry.prepare?.(laptop);
  mkdirSync(folder, { recursive: true });
  const address = name === 'mlflow' ? ['--tracking-uri', laptop.mlflow] : [];
  command(process.execPath, [COMMAND_LINE, 'init', folder, '--name', 'churn', '--registry', registry.name, ...address]);
  writeFileSync(join(folder, 'mlops.local.yml'), localValues(laptop), { mode: 0o600 });
  const git = (...words: readonly string[]): string => command('git', ['-C', folder, ...SETTINGS, ...words]);
  git('init', '-q', '-b', 'main');
  const project = { folder, registry, shown: relative(process.cwd(), folder), git, edit: editIn(folder) };
  project.edit(AGENT_HAS_PACKAGES);
  project.edit(WITHOUT_SIGN_OFF);
  git('add', '.');
  git('commit', '-q', '-m', 'Begin with what mlops init writes');
  return project;
}

function editIn(folder: string): Project['edit'] {
  return ({ file, from, to }) => {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(from)) {
      throw new DemoError(`${file} has no line '${from}'.`, 'Adapt demo/changes.ts to the project template.');
    }
    writeFileSync(
      path,
      text.replace(from, () => to),
    );
  };
}

/** Independent of the settings of whoever runs the demo: name, signing, hooks. */
const SETTINGS = [
  ['user.name', 'Ana'],
  ['user.email', 'ana@example.com'],
  ['commit.gpgsign', 'false'],
  ['core.hooksPath', '/dev/null'],
].flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** A folder named after this process. Earlier demos that have ended leave theirs only until now. */
function ownFolder(): string {
  mkdirSync(HOME, { recursive: true });
  for (const name of readdirSync(HOME)) {
    if (!isAlive(Number(name))) {
      rmSync(join(HOME, name), { recursive: true, force: true });
    }
  }
  return join(HOME, String(process.pid), 'churn-model');
}

/** Two identities in production: what runs code cannot move the champion. */
function localValues({ dev, uat, prod, promoterToken }: Laptop): string {
  const tokens = { dev: dev.token, uat: uat.token, prod: prod.token, 'prod-promotion': promoterToken };
  return [
    '# Written by the demo: the workspaces on this machine.',
    `repositories: { templates: '${join(ROOT, 'pipeline-templates')}' }`,
    'connections:',
    ...Object.entries(tokens).map(([name, token]) => `  databricks-${name}: { url: '${prod.host}', token: ${token} }`),
    '',
  ].join('\n');
}

function command(file: string, words: readonly string[]): string {
  try {
    return execFileSync(file, words, { encoding: 'utf8', stdio: 'pipe' });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message.split('\n').slice(0, 2).join(' ') : String(cause);
    throw new DemoError(
      `'${[file, ...words].join(' ').slice(0, 200)}' failed: ${said}`,
      'Correct what it says, then run the demo again.',
      { cause },
    );
  }
}
