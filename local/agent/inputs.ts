import { isAbsolute, resolve } from 'node:path';
import { knob, type JobState } from './step-context';
import type { TaskDefinition, TaskInput } from './task-definition';
import { isOn } from './variables/booleans';
import { expandMacros } from './variables/macros';

/** Values by input name in lower case. */
export type Inputs = ReadonlyMap<string, string>;

/** What the task will find: defaults, then the step's words, then macros, then rooted paths. */
export function effectiveInputs(
  definition: TaskDefinition,
  written: Readonly<Record<string, string>>,
  job: JobState,
): Inputs {
  const trimmed = (text: string): string => (isOn(knob(job, 'DISABLE_INPUT_TRIMMING')) ? text : text.trim());
  const inputs = new Map<string, string>();
  for (const { name, defaultValue } of definition.inputs) {
    inputs.set(name.toLowerCase(), trimmed(defaultValue));
  }
  for (const [name, value] of Object.entries(written)) {
    const input = inputNamed(name.trim(), definition);
    const words = trimmed(value);
    inputs.set((input?.name ?? name.trim()).toLowerCase(), isConnection(input) ? connectionId(words, job) : words);
  }
  for (const [name, value] of inputs) {
    inputs.set(name, expanded(value, job));
  }
  for (const { name, type } of definition.inputs) {
    if (type.toLowerCase() === 'filepath') {
      inputs.set(name.toLowerCase(), rooted(inputs.get(name.toLowerCase()) ?? '', job));
    }
  }
  return inputs;
}

/** The step's own `env`, which is expanded the same way. */
export function effectiveStepEnvironment(
  written: Readonly<Record<string, string>>,
  job: JobState,
): Map<string, string> {
  return new Map(Object.entries(written).map(([name, value]) => [name.trim(), expanded(value.trim(), job)]));
}

/** Ids of the connections a task may see: those that its `connectedService:` inputs name. */
export function namedIds(definition: TaskDefinition, inputs: Inputs): readonly string[] {
  return definition.inputs
    .filter(isConnection)
    .flatMap(({ name }) => (inputs.get(name.toLowerCase()) ?? '').split(','))
    .map((id) => id.trim().toLowerCase());
}

function isConnection(input: TaskInput | undefined): boolean {
  return input?.type.toLowerCase().startsWith('connectedservice:') ?? false;
}

/** The server resolves aliases and connection names before a job reaches an agent; here nobody else would. */
function inputNamed(name: string, { inputs }: TaskDefinition): TaskInput | undefined {
  const key = name.toLowerCase();
  return inputs.find((input) => [input.name, ...input.aliases].some((known) => known.toLowerCase() === key));
}

function connectionId(words: string, { endpoints }: JobState): string {
  const idOf = (word: string): string => endpoints.find(({ name }) => name === word)?.id ?? word;
  return words
    .split(',')
    .map((word) => idOf(word.trim()))
    .join(',');
}

/** Variables first, then the agent's own environment; text from variables keeps its blanks. */
function expanded(text: string, job: JobState): string {
  const fromVariables = expandMacros(text, (name) => job.variables.get(name));
  const wanted = isOn(knob(job, 'AGENT_ENABLE_VARIABLE_INPUT_TRIMMING')) ? fromVariables.trim() : fromVariables;
  return expandMacros(wanted, (name) => job.machine[name]);
}

/** An empty path becomes the root of the sources, or of the artifacts in a release, which surprises tasks that test for emptiness. */
function rooted(path: string, { variables }: JobState): string {
  const root = variables.get('Build.SourcesDirectory') ?? variables.get('System.ArtifactsDirectory') ?? '';
  return isAbsolute(path) ? resolve(path) : resolve(root, path);
}
