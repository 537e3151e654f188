import type { TaskCatalog } from '../schema/task-catalog';
import { isNamed, type PlannedJob } from './plan';
import { stepOutputs, type StepOutputs } from './step-outputs';

/** The outputs of one step under the name that other jobs know them by: `prefix.variable`. */
export interface OutputKeys {
  readonly prefix: string;
  readonly step: string;
  readonly made: StepOutputs;
}

export interface JobOutputs {
  readonly keys: readonly OutputKeys[];
  /** Part of the names is made when the pipeline runs. */
  readonly isOpen: boolean;
}

/** https://learn.microsoft.com/azure/devops/pipelines/process/expressions#dependencies */
export function outputsOf(job: PlannedJob, tasks: TaskCatalog): JobOutputs {
  const steps = job.runs.flatMap((run) => run.steps);
  const named = steps.flatMap((step) =>
    step.name === undefined ? [] : [{ step: step.name, made: stepOutputs(step, tasks) }],
  );
  const { prefixes, isOpen } = prefixesOf(job);
  return {
    keys: prefixes.flatMap((prefix) => named.map(({ step, made }) => ({ prefix: `${prefix}${step}`, step, made }))),
    isOpen,
  };
}

function prefixesOf(job: PlannedJob): { readonly prefixes: readonly string[]; readonly isOpen: boolean } {
  if (job.kind === 'job') {
    const { legs } = job;
    return legs === undefined
      ? { prefixes: [''], isOpen: false }
      : { prefixes: legs === 'unknown' ? [] : legs.map((leg) => `${leg}.`), isOpen: legs === 'unknown' };
  }
  const resource = job.environment?.resource;
  return { prefixes: [resource === undefined ? `${job.name}.` : `Deploy_${resource}.`], isOpen: false };
}

export interface KeyVerdict {
  readonly problem: string;
  readonly severity: 'error' | 'warning';
}

/** What is wrong with a key; undefined if it is right, or can be. */
export function judgeKey(key: string, { keys, isOpen }: JobOutputs): KeyVerdict | undefined {
  if (isOpen) {
    return undefined;
  }
  const at = key.lastIndexOf('.');
  const found = keys.find(({ prefix }) => isNamed(prefix, key.slice(0, at)));
  if (found === undefined) {
    return { problem: `there is no output '${key}'; ${keysText(keys)}`, severity: 'error' };
  }
  const variable = key.slice(at + 1);
  const { known, outputs } = found.made;
  if (known === 'none' || outputs.some((output) => isNamed(output, variable))) {
    return undefined;
  }
  const set = outputs.length === 0 ? 'none' : outputs.join(', ');
  const problem = `step '${found.step}' does not set output '${variable}'; it sets: ${set}`;
  return { problem, severity: known === 'all' ? 'error' : 'warning' };
}

function keysText(keys: readonly OutputKeys[]): string {
  const names = keys.flatMap(({ prefix, made }) =>
    made.outputs.length === 0 ? [`${prefix}.…`] : made.outputs.map((output) => `${prefix}.${output}`),
  );
  return names.length === 0 ? 'none of its steps has a name' : `known are: ${names.join(', ')}`;
}
