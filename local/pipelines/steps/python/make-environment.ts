import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { NativeRun } from '../../../agent/native';
import { outputOf, type InstalledPython } from './installed-pythons';

/**
 * Makes an environment of the job's own: what a step installs must not reach the person's Python. Its pip is a copy,
 * because installing one takes many seconds.
 */
export async function makeEnvironment(run: NativeRun, { executable, version }: InstalledPython): Promise<string> {
  const tools = run.variables.get('Agent.ToolsDirectory') ?? '';
  const location = join(tools, 'Python', version, run.input('architecture'));
  mkdirSync(location, { recursive: true });
  await python(run, executable, '-m', 'venv', '--without-pip', location);
  const own = join(location, 'bin', 'python');
  if (!(await hasCopiedPip(executable, own))) {
    await python(run, own, '-m', 'ensurepip', '--default-pip');
  }
  return location;
}

async function python(run: NativeRun, file: string, ...args: readonly string[]): Promise<void> {
  const folder = run.variables.get('Agent.TempDirectory') ?? '';
  const { exitCode } = await run.start({ file, args, folder });
  if (exitCode !== 0) {
    throw new Error(`'${file} ${args.join(' ')}' exited with code ${exitCode}.`);
  }
}

const WHERE_IS_PIP = 'import os, pip; print(os.path.dirname(pip.__file__))';
const WHERE_ARE_PACKAGES = 'import sysconfig; print(sysconfig.get_path("purelib"))';

/** False where there is no pip to copy, or its copy does not work. */
async function hasCopiedPip(theirs: string, own: string): Promise<boolean> {
  const pip = await outputOf(theirs, '-c', WHERE_IS_PIP);
  const packages = await outputOf(own, '-c', WHERE_ARE_PACKAGES);
  if (pip === undefined || packages === undefined || !existsSync(pip)) {
    return false;
  }
  const facts = readdirSync(dirname(pip)).filter((name) => /^pip-.*\.dist-info$/.test(name));
  for (const name of ['pip', ...facts]) {
    // With its times, or Python would compile all of it again.
    cpSync(join(dirname(pip), name), join(packages, name), { recursive: true, preserveTimestamps: true });
  }
  for (const name of ['pip', 'pip3']) {
    writeFileSync(join(dirname(own), name), `#!/bin/sh\nexec '${own}' -m pip "$@"\n`, { mode: 0o755 });
  }
  return (await outputOf(own, '-m', 'pip', '--version')) !== undefined;
}
