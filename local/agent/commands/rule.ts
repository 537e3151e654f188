import type { StepContext } from '../step-context';
import type { Command } from './parse';

export interface CommandRule {
  /** Whether restricted mode still carries it out. */
  readonly restricted: 'allowed' | 'refused';
  /** A throw becomes an error in the log and fails the step. */
  run(command: Command, step: StepContext): void;
}

export type CommandRules = Readonly<Record<string, CommandRule>>;

/** Why a command was not carried out; its message is shown as an error of the step. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
