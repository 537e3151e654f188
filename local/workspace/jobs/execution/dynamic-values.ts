import { scalarText } from '../../../../lib/core/lossless-json';
import { ENDINGS } from '../runs/ending';
import type { Run } from '../runs/run';
import type { WorkspaceAddress } from '../runs/run-json';
import type { TaskRun } from '../runs/task-run';
import type { Work } from '../settings/work';
import { timePart } from './time-part';

/** The scope of a reference: one attempt of a task in a run. */
export interface ReferenceScope {
  readonly run: Run;
  readonly attempt: TaskRun;
  readonly address: WorkspaceAddress;
}

/** A reference without a value in the run. */
export class UnknownReference extends Error {
  override readonly name = 'UnknownReference';
}

/** The work with each `{{reference}}` in its parameters replaced by its value. */
export function withValues(work: Work, scope: ReferenceScope): Work {
  const value = (text: string) => resolved(text, scope);
  switch (work.kind) {
    case 'notebook':
      return { ...work, path: value(work.path), parameters: mapped(work.parameters, value) };
    case 'python_file':
      return { ...work, path: value(work.path), arguments: work.arguments.map(value) };
    case 'wheel':
      return { ...work, arguments: work.arguments.map(value), named: mapped(work.named, value) };
  }
}

/** Values of the job's parameters; defaults may contain references too. */
export function jobParametersOf(scope: ReferenceScope): Readonly<Record<string, string>> {
  return mapped(scope.run.origin.jobParameters, (text) => resolved(text, scope));
}

/** References: https://docs.databricks.com/jobs/dynamic-value-references.html */
function resolved(text: string, scope: ReferenceScope): string {
  return text.replaceAll(/\{\{\s*([^{}]+?)\s*\}\}/g, (written, reference: string) => {
    const [namespace = '', ...names] = ownMember(OLD_NAMES, reference)?.split('.') ?? partsOf(reference);
    const lookUp = ownMember(NAMESPACES, namespace);
    if (lookUp === undefined) {
      // The service does not change unknown namespaces.
      return written;
    }
    const value = lookUp(names, scope);
    if (value === undefined) {
      throw new UnknownReference(`The reference ${written} has no value in this run.`);
    }
    return value;
  });
}

type LookUp = (names: readonly string[], scope: ReferenceScope) => string | undefined;

const NAMESPACES: Readonly<Record<string, LookUp>> = {
  job: jobValue,
  run: ([name], { run }) => (name === 'id' ? String(run.runId) : undefined),
  task: ([name = ''], { attempt, run }) => taskValue(name, attempt, run),
  tasks: upstreamValue,
  workspace: ([name], { address }) => (name === 'id' ? address.orgId : name === 'url' ? address.host : undefined),
};

const OLD_NAMES: Readonly<Record<string, string>> = {
  job_id: 'job.id',
  run_id: 'task.run_id',
  parent_run_id: 'job.run_id',
  task_key: 'task.name',
  start_date: 'job.start_time.iso_date',
  start_time: 'job.start_time.timestamp_ms',
  task_retry_count: 'task.retry_count',
};

function jobValue([name = '', part = '', ...rest]: readonly string[], scope: ReferenceScope): string | undefined {
  const { run } = scope;
  switch (name) {
    case 'id':
      return String(run.origin.jobId);
    case 'name':
      return run.origin.settings.name;
    case 'run_id':
      return String(run.runId);
    case 'repair_count':
      return String(run.repairs.length);
    case 'start_time':
      return timePart(new Date(run.createdAt), part);
    case 'trigger':
      return part === 'type'
        ? 'one_time'
        : part === 'time'
          ? timePart(new Date(run.createdAt), rest[0] ?? '')
          : undefined;
    case 'parameters':
      return parameterValue(part, scope);
    default:
      return undefined;
  }
}

function parameterValue(name: string, scope: ReferenceScope): string | undefined {
  const text = ownMember(scope.run.origin.jobParameters, name);
  // Not parameters: two of them could refer to each other.
  return text === undefined || text.includes('job.parameters') ? text : resolved(text, scope);
}

function taskValue(name: string, attempt: TaskRun, run: Run): string | undefined {
  const { work } = attempt.task;
  switch (name) {
    case 'name':
      return attempt.task.key;
    case 'run_id':
      return String(attempt.runId);
    case 'execution_count':
      return String(run.attempts.filter(({ task }) => task.key === attempt.task.key).length);
    case 'retry_count':
      return String(attempt.retry);
    case 'notebook_path':
      return work.kind === 'notebook' ? work.path : undefined;
    case 'result_state':
      return attempt.outcome && ENDINGS[attempt.outcome.ending].result.toLowerCase();
    case 'error_code':
      return attempt.outcome && ENDINGS[attempt.outcome.ending].code;
    default:
      return undefined;
  }
}

function upstreamValue([key, name = '', ...rest]: readonly string[], { run }: ReferenceScope): string | undefined {
  const attempt = run.attempts.findLast(({ task }) => task.key === key);
  if (attempt === undefined) {
    return undefined;
  }
  if (name !== 'values') {
    return taskValue(name, attempt, run);
  }
  const value = ownMember(attempt.values, rest.join('.'));
  return value === undefined ? undefined : scalarText(value);
}

/** Users write references, and `toString` is not one of ours. */
function ownMember<T>(map: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** Names with a dot or a blank are in backquotes. */
function partsOf(reference: string): readonly string[] {
  return [...reference.matchAll(/`([^`]*)`|([^.`]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

function mapped(map: Readonly<Record<string, string>>, change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([name, text]) => [name, change(text)]));
}
