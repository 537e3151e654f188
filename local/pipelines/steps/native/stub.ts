import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nativeDefinition, type NativeTask } from '../../../agent/native';

/** A command of the person instead of a task; it finds the inputs of the step in `INPUT_<NAME>`, as the task would. */
export function stub(task: string, command: string, inputs: readonly string[]): NativeTask {
  return {
    definition: nativeDefinition({
      name: task.replace(/@.*$/, ''),
      friendlyName: `${task} (replaced)`,
      description: `Runs the command that stands in for ${task}`,
      version: '0.0.0',
      inputs: {},
    }),
    async run(run) {
      const folder = run.variables.get('System.DefaultWorkingDirectory') ?? '';
      const file = join(run.variables.get('Agent.TempDirectory') ?? folder, `${randomUUID()}.sh`);
      writeFileSync(file, command);
      const environment = Object.fromEntries(inputs.map((name) => [environmentName(name), run.input(name)]));
      run.show(`##[command]${command}`);
      const { exitCode } = await run.start({ file: 'bash', args: [file], folder, environment });
      if (exitCode !== 0) {
        throw new Error(`The command that stands in for ${task} exited with code '${exitCode}'.`);
      }
    },
  };
}

function environmentName(input: string): string {
  return `INPUT_${input.replaceAll(/[. ]/g, '_').toUpperCase()}`;
}
