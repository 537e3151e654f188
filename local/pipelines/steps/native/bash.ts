import { nativeDefinition, type NativeRun, type NativeTask } from '../../../agent/native';
import { runShell } from './shell';

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/bash-v3 */
export const bash: NativeTask = {
  definition: nativeDefinition({
    name: 'Bash',
    friendlyName: 'Bash',
    description: 'Run a Bash script on macOS, Linux, or Windows',
    version: '3.0.0',
    inputs: {
      targetType: 'filePath',
      filePath: '',
      arguments: '',
      script: '',
      workingDirectory: '',
      failOnStderr: 'false',
      'bashEnvValue|BASH_ENV': '',
    },
    paths: ['filePath', 'workingDirectory'],
  }),
  run(run) {
    const startFile = run.input('bashEnvValue');
    return runShell(run, {
      script: scriptOf(run),
      shell: 'bash',
      options: [],
      extension: 'sh',
      ...(startFile === '' ? {} : { environment: { BASH_ENV: startFile } }),
    });
  },
};

/** Arguments are written as in a shell, so a shell has to read them. */
function scriptOf(run: NativeRun): string {
  return run.input('targetType').toLowerCase() === 'inline'
    ? run.input('script')
    : `exec bash '${run.input('filePath').replaceAll("'", `'\\''`)}' ${run.input('arguments')}`.trim();
}
