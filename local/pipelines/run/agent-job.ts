import { nameGuid } from '../../agent/variables/name-guid';
import { connectionsOf } from '../plan/connections';
import type { PlannedJob, PlannedStep } from '../plan/plan';
import { Deadline, type JobLimits } from './deadline';
import { worstOf, type JobEnd } from './ends';
import type { RunContext, StageContext } from './run-context';
import { runnableSteps } from './runnable-steps';
import type { JobVariable, Result, RunnableStep } from './step-runner';
import { StepSequence } from './step-sequence';
import { withValues, type RunVariable, type VariableSet } from './variable-set';

/** One job on one agent: a leg of a matrix, a hook of a deployment, or a whole job. */
export interface Part {
  readonly job: PlannedJob;
  /** Leg or hook. */
  readonly name: string | undefined;
  readonly steps: readonly PlannedStep[];
  readonly variables: VariableSet;
  readonly limits: JobLimits;
  /** What stands before the name of a step in the keys of its outputs. */
  readonly prefix: string;
  /** Asked again when an agent is free. */
  readonly isWanted: () => boolean;
}

/** Waits for a free agent, then runs the steps. */
export async function runPart(part: Part, context: StageContext): Promise<JobEnd> {
  const { slots, tools } = context.run;
  return slots.within(async () => {
    const where = placeOf(part, context);
    if (tools.cancel.aborted && !part.isWanted()) {
      return { name: part.job.name, result: 'Canceled', outputs: new Map(), secret: new Set() };
    }
    if (part.name !== undefined) {
      tools.emit({ kind: 'job started', title: part.name, ...where });
    }
    const deadline = new Deadline(tools.clock, part.limits, tools);
    try {
      const end = await runSteps(part, context, deadline);
      if (part.name !== undefined) {
        tools.emit({ kind: 'job ended', ...endingOf(end), ...where });
      }
      return end;
    } finally {
      deadline.finish();
    }
  });
}

async function runSteps(part: Part, context: StageContext, deadline: Deadline): Promise<JobEnd> {
  const { tools } = context.run;
  const where = placeOf(part, context);
  const steps = runnableSteps(part.steps);
  const { attempt } = context.run.request;
  const path = [String(attempt), where.stage, where.job, ...(part.name === undefined ? [] : [part.name])].map(fileName);
  const job = await tools.steps.open({
    folder: `${tools.workspace.folder}/jobs/${path.join('/')}`,
    logs: `${tools.workspace.folder}/logs/${path.join('/')}`,
    plan: { stage: where.stage, job: where.job, attempt },
    variables: jobVariables(part, context),
    steps,
    workspace: tools.workspace,
    cancel: deadline.cancel,
    kill: deadline.kill,
    onLine: () => {},
  });
  const { cancel, kill } = deadline;
  const sequence = new StepSequence({ job, steps, where, cancel, kill, withheld: withheldIn(context.run) }, tools);
  await sequence.run();
  await sequence.close();
  rename(context.run, sequence);
  if (deadline.isTimeout) {
    tools.emit({
      kind: 'note',
      text: `the job ran longer than ${minutesText(part.limits)} and was canceled`,
      ...where,
    });
  }
  return endOf(part, sequence);
}

function endOf({ job, prefix }: Part, { status, outcomes }: StepSequence): JobEnd {
  const outputs = outcomes.flatMap((outcome) =>
    Object.entries(outcome.outputs).map(([name, value]) => [`${prefix}${outcome.name}.${name}`, value] as const),
  );
  const secret = outcomes.flatMap((outcome) => outcome.secretOutputs.map((name) => `${prefix}${outcome.name}.${name}`));
  return { name: job.name, result: status, outputs: new Map(outputs), secret: new Set(secret) };
}

function rename(run: RunContext, { outcomes }: StepSequence): void {
  const name = outcomes.findLast(({ buildNumber }) => buildNumber !== undefined)?.buildNumber;
  if (name !== undefined) {
    run.renamed = name;
  }
}

/** Of several parts together. */
export function together(job: PlannedJob, ends: readonly JobEnd[]): JobEnd {
  return {
    name: job.name,
    result: worstOf(ends.map(({ result }) => result)),
    outputs: new Map(ends.flatMap(({ outputs }) => [...outputs])),
    secret: new Set(ends.flatMap(({ secret }) => [...secret])),
  };
}

export function endingOf({ result, outputs, secret }: JobEnd): {
  readonly result: Result;
  readonly outputs: Readonly<Record<string, string>>;
  readonly secretOutputs: readonly string[];
} {
  const open = [...outputs].filter(([key]) => !secret.has(key));
  return { result, outputs: Object.fromEntries(open), secretOutputs: [...secret] };
}

function placeOf({ job, name }: Part, { stage }: StageContext): { stage: string; job: string; part?: string } {
  return { stage: stage.name, job: job.name, ...(name === undefined ? {} : { part: name }) };
}

/** The agent skips such steps of a fork rather than letting them fail. */
function withheldIn({ request: { isFork, tasks } }: RunContext): (step: RunnableStep) => string | undefined {
  return ({ planned }) =>
    isFork && connectionsOf(planned, tasks).length > 0 ? 'a fork gets no service connections' : undefined;
}

function jobVariables(part: Part, context: StageContext): Readonly<Record<string, JobVariable>> {
  const { stage, run } = context;
  const { job, name, limits, variables } = part;
  const attempt = String(run.request.attempt);
  const environment = job.environment;
  const title = job.title ?? job.name;
  const own: Readonly<Record<string, string | undefined>> = {
    'Build.BuildNumber': run.renamed,
    'System.StageName': stage.name,
    'System.StageDisplayName': stage.title ?? stage.name,
    'System.StageAttempt': attempt,
    'System.PhaseName': job.name,
    'System.PhaseDisplayName': title,
    'System.JobName': name ?? '__default',
    'System.JobDisplayName': name === undefined ? title : `${title} ${name}`,
    'System.JobAttempt': attempt,
    'System.JobId': nameGuid([run.request.id, stage.name, job.name, name ?? ''].join('/')),
    'System.JobTimeout': String((limits.timeoutMs ?? 0) / MINUTE_MS),
    'Agent.JobName': title,
    'Environment.Name': environment && withValues(environment.name, variables),
    'Environment.ResourceName': environment?.resource,
    'Strategy.Name': job.kind === 'deployment' ? 'runOnce' : undefined,
  };
  const system = Object.entries(own).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, { value, isSecret: false, readOnly: true }] as const],
  );
  return Object.fromEntries([...[...variables.values()].map(entryOf), ...system]);
}

function entryOf({ name, ...variable }: RunVariable): readonly [string, JobVariable] {
  return [name, variable];
}

const MINUTE_MS = 60_000;

function minutesText({ timeoutMs = 0 }: JobLimits): string {
  return `${timeoutMs / MINUTE_MS} minutes`;
}

/** Names of legs can be any text. */
function fileName(text: string): string {
  return text.replaceAll(/[^\w-]/g, '_');
}
