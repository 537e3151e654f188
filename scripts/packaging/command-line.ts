import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { releaseOf } from '../repository/repository';
import { SELF_CONTAINED } from './bundle';
import { thirdPartyNotices } from './notices';

/** Writes the command `mlops` to the folder: one self-contained file for Node, and the project that `mlops init` copies. */
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
  cpSync(join(root, 'project-template'), join(folder, 'project-template'), { recursive: true });
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(root, metafile));
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
