import type { Inputs } from './inputs';
import type { TaskDefinition } from './task-definition';
import type { VariableView } from './variables/variables';

/** A step that the agent itself carries out, instead of the JavaScript of a task. */
export interface NativeTask {
  readonly definition: TaskDefinition;
  /** Throws to fail the step; the message becomes an error of the step. */
  run(run: NativeRun): Promise<void>;
}

export interface NativeRun {
  /** What the step or the task's default says, expanded; empty if neither says anything. */
  readonly input: (name: string) => string;
  readonly variables: VariableView;
  /** Takes a line of output; it may be a logging command. */
  readonly print: (line: string) => void;
  /** Takes text that only shows, even if it looks like a logging command. */
  readonly show: (text: string) => void;
  readonly warn: (message: string) => void;
  /** Sets a variable of the agent itself, which no command may set. */
  readonly setVariable: (name: string, value: string) => void;
  /** Runs a program; its output is taken like that of a task. Rejects when the step is canceled. */
  readonly start: (program: Program) => Promise<ProgramEnd>;
  readonly cancel: AbortSignal;
}

export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** On top of the environment of a script. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface ProgramEnd {
  readonly exitCode: number;
  /** Number of lines on the standard error stream. */
  readonly errorLines: number;
}

export interface NativeWords {
  readonly name: string;
  readonly friendlyName: string;
  readonly description: string;
  readonly version: string;
  /** Inputs with their defaults; `|` separates aliases: `artifactName|artifact`. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Inputs that hold a path, which is rooted like that of a task. */
  readonly paths?: readonly string[];
}

export function nativeDefinition(words: NativeWords): TaskDefinition {
  const { paths = [], inputs, ...rest } = words;
  return {
    ...rest,
    folder: '',
    author: 'MLOps for Databricks',
    help: 'https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/',
    inputs: Object.entries(inputs).map(([names, defaultValue]) => {
      const [name = '', ...aliases] = names.split('|');
      return { name, aliases, defaultValue, type: paths.includes(name) ? 'filePath' : 'string' };
    }),
    outputVariables: [],
    executions: { preJob: [], main: [], postJob: [] },
    restriction: { commands: 'any' },
  };
}

export function inputOf(inputs: Inputs): NativeRun['input'] {
  return (name) => inputs.get(name.toLowerCase()) ?? '';
}
