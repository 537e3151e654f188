import { nativeDefinition, type NativeTask } from '../../../agent/native';
import { runShell } from './shell';

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/cmd-line-v2; on Linux and macOS it runs Bash. */
export const commandLine: NativeTask = {
  definition: nativeDefinition({
    name: 'CmdLine',
    friendlyName: 'Command line',
    description: 'Run a command line script using Bash on Linux and macOS and cmd.exe on Windows',
    version: '2.0.0',
    inputs: { script: '', 'workingDirectory|cwd': '', failOnStderr: 'false' },
    paths: ['workingDirectory'],
  }),
  run: (run) =>
    runShell(run, { script: run.input('script'), shell: 'bash', options: ['--noprofile', '--norc'], extension: 'sh' }),
};
