import { nativeDefinition, type NativeRun, type NativeTask } from '../../../agent/native';
import { isTrue } from './booleans';
import { runShell } from './shell';

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/powershell-v2; only where `pwsh` is installed. */
export const powerShell: NativeTask = {
  definition: nativeDefinition({
    name: 'PowerShell',
    friendlyName: 'PowerShell',
    description: 'Run a PowerShell script on Linux, macOS, or Windows',
    version: '2.0.0',
    inputs: {
      targetType: 'filePath',
      filePath: '',
      arguments: '',
      script: '',
      errorActionPreference: 'stop',
      failOnStderr: 'false',
      ignoreLASTEXITCODE: 'false',
      pwsh: 'false',
      workingDirectory: '',
    },
    paths: ['filePath', 'workingDirectory'],
  }),
  run: (run) =>
    runShell(run, {
      script: scriptOf(run),
      shell: 'pwsh',
      options: ['-NoLogo', '-NoProfile', '-NonInteractive', '-File'],
      extension: 'ps1',
    }),
};

function scriptOf(run: NativeRun): string {
  const body =
    run.input('targetType').toLowerCase() === 'inline'
      ? run.input('script')
      : `. '${run.input('filePath').replaceAll("'", "''")}' ${run.input('arguments')}`.trim();
  const end = isTrue(run.input('ignoreLASTEXITCODE'))
    ? []
    : ['if (Test-Path -LiteralPath variable:\\LASTEXITCODE) { exit $LASTEXITCODE }'];
  return [`$ErrorActionPreference = '${run.input('errorActionPreference')}'`, body, ...end].join('\n');
}
