import { mergeResults, parseTaskResult } from '../results';
import type { StepContext } from '../step-context';
import { isOn } from '../variables/booleans';
import { property } from './parse';
import { CommandError, type CommandRules } from './rule';

export const progressCommands: CommandRules = {
  'task.setprogress': {
    restricted: 'allowed',
    run(command, step) {
      const value = property(command, 'value')?.trim() ?? '';
      const percent = /^[+-]?\d+$/.test(value) ? Math.min(Math.max(Number(value), 0), 100) : 0;
      addProgress(step, percent, command.text);
    },
  },
  'task.complete': {
    restricted: 'allowed',
    run(command, step) {
      const result = parseTaskResult(property(command, 'result'));
      if (result === undefined) {
        throw new CommandError(
          `'${property(command, 'result') ?? ''}' is not a result; write Succeeded, SucceededWithIssues or Failed.`,
        );
      }
      step.result = mergeResults(step.result, result);
      addProgress(step, 100, command.text);
      if (isOn(property(command, 'done'))) {
        step.done.abort();
      }
    },
  },
};

/** Progress never goes back. */
function addProgress({ record }: StepContext, percent: number, operation: string): void {
  const reached = record.progress.at(-1)?.percent ?? 0;
  record.progress.push({ percent: Math.max(reached, percent), operation });
}
