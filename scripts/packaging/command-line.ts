import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { releaseOf, textOf } from '../repository/repository';
import { SELF_CONTAINED } from './bundle';
import { BESIDE, isUnused } from './command-line-files';
import { thirdPartyNotices } from './notices';

/** Writes the command `mlops` to the folder: one self-contained file for Node, and the files that it copies or starts. */
export async function bundleCommandLine(root: string, folder: string): Promise<void> {
  const command = join(folder, 'mlops.js');
  const { metafile } = await build({
    ...SELF_CONTAINED,
    absWorkingDir: root,
    entryPoints: [join(root, 'cli/start.ts')],
    outfile: command,
    banner: { js: '#!/usr/bin/env node' },
    define: {
      EXTENSION_VERSION: JSON.stringify(releaseOf(root)),
      OWN_TASKS: JSON.stringify(ownTasks(root)),
    },
  });
  chmodSync(command, 0o755);
  for (const [from, to] of BESIDE) {
    cpSync(join(root, from), join(folder, to), { recursive: true, filter: (path) => !isUnused(relative(root, path)) });
  }
  writeFileSync(join(folder, TEMPLATES_PAGE), withoutLinks(textOf(root, TEMPLATES_PAGE)));
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(root, metafile));
}

const TEMPLATES_PAGE = 'pipeline-templates/README.md';

/** In another repository, links to our other pages lead nowhere. */
function withoutLinks(page: string): string {
  return page.replaceAll(/\[([^\]]+)\]\(\.\.\/[^)]+\)/g, '$1');
}

/** What the command line knows about our tasks: inputs and outputs, without the help texts. */
function ownTasks(root: string): readonly object[] {
  return readdirSync(join(root, 'tasks')).map((name) => {
    const task = JSON.parse(readFileSync(join(root, 'tasks', name, 'task.json'), 'utf8')) as TaskJson;
    const inputs = (task.inputs ?? []).map((input) => kept(input, INPUT_MEMBERS));
    return { ...kept(task, ['id', 'name', 'version']), inputs, outputVariables: task.outputVariables ?? [] };
  });
}

const INPUT_MEMBERS = ['name', 'aliases', 'type', 'required', 'defaultValue', 'visibleRule'];

interface TaskJson {
  readonly inputs?: readonly object[];
  readonly outputVariables?: readonly object[];
}

function kept(value: object, members: readonly string[]): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => members.includes(name)));
}
