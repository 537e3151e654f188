import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { nativeDefinition, type NativeRun, type NativeTask } from '../../../agent/native';
import { installedPythons, type InstalledPython } from '../python/installed-pythons';
import { bestVersion } from '../python/version-spec';
import { isTrue } from './booleans';
import { command } from './command';

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/use-python-version-v0; nothing is downloaded. */
export function usePythonVersion(assume: (text: string) => void): NativeTask {
  return {
    definition: nativeDefinition({
      name: 'UsePythonVersion',
      friendlyName: 'Use Python version',
      description: 'Use the specified version of Python from this machine, optionally adding it to the PATH',
      version: '0.0.0',
      inputs: { versionSpec: '3.x', addToPath: 'true', architecture: 'x64' },
    }),
    async run(run) {
      const spec = run.input('versionSpec');
      const pythons = await installedPythons();
      const version = bestVersion(
        spec,
        pythons.map((python) => python.version),
      );
      const python = pythons.find((candidate) => candidate.version === version);
      if (python === undefined) {
        const known = pythons.map((other) => `${other.version} (${other.executable})`).join(', ');
        throw new Error(`Version spec ${spec} matches no Python of this machine; it has: ${known || '(none)'}.`);
      }
      const location = await makeEnvironment(run, python);
      run.print(command('task.setvariable', { variable: 'pythonLocation' }, location));
      if (isTrue(run.input('addToPath'))) {
        run.print(command('task.prependpath', {}, join(location, 'bin')));
      }
      assume(`Python ${python.version} of this machine stands in for '${spec}'`);
    },
  };
}

/** An environment of the job's own: what a step installs must not reach the person's Python. */
async function makeEnvironment(run: NativeRun, { executable, version }: InstalledPython): Promise<string> {
  const tools = run.variables.get('Agent.ToolsDirectory') ?? '';
  const location = join(tools, 'Python', version, run.input('architecture'));
  mkdirSync(location, { recursive: true });
  const { exitCode } = await run.start({ file: executable, args: ['-m', 'venv', location], folder: tools });
  if (exitCode !== 0) {
    throw new Error(`'${executable}' could not make an environment (exit code ${exitCode}).`);
  }
  return location;
}
