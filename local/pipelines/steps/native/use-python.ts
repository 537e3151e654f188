import { join } from 'node:path';
import { nativeDefinition, type NativeTask } from '../../../agent/native';
import { installedPythons, type InstalledPython } from '../python/installed-pythons';
import { makeEnvironment } from '../python/make-environment';
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
      // Asking every Python takes long where a version manager stands in front of them.
      const python = matching(spec, await installedPythons('usual')) ?? matching(spec, await installedPythons('all'));
      if (python === undefined) {
        throw new Error(`Version spec ${spec} matches no Python of this machine; it has: ${await knownPythons()}.`);
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

function matching(spec: string, pythons: readonly InstalledPython[]): InstalledPython | undefined {
  const versions = pythons.map((python) => python.version);
  const version = bestVersion(spec, versions);
  return pythons.find((python) => python.version === version);
}

async function knownPythons(): Promise<string> {
  const pythons = await installedPythons('all');
  return pythons.map(({ version, executable }) => `${version} (${executable})`).join(', ') || '(none)';
}
