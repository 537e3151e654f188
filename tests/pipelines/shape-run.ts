import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SecretMasker } from '../../local/agent/masking';
import { compile } from '../../local/pipelines/compile';
import { objectOf } from '../../local/pipelines/expressions/value';
import type { RunEvent } from '../../local/pipelines/run/events';
import { runPipeline } from '../../local/pipelines/run/run-pipeline';
import type { RunWorkspace, StepRunner } from '../../local/pipelines/run/step-runner';
import { taskCatalog, type TaskJson } from '../../local/pipelines/schema/task-catalog';
import { root } from '../../scripts/repository/repository';
import { YES } from '../kit/pipelines/pretend-run';
import { VirtualClock } from '../kit/virtual-clock';
import { findingLines, inputsOf, requestOf } from './case-files';

const tasks = taskCatalog(
  readdirSync(join(root, 'tasks')).map(
    (name) => JSON.parse(readFileSync(join(root, 'tasks', name, 'task.json'), 'utf8')) as TaskJson,
  ),
);

/** Runs a case with everything approved; the answer is how each part ended, or what is against the run. */
export async function shapeRun(folder: string, steps: StepRunner, workspace: RunWorkspace): Promise<string> {
  const { plan, findings } = compile(requestOf(folder), tasks);
  const against = findings.filter(({ severity }) => severity === 'error' || severity === 'unsupported');
  if (plan === undefined || against.length > 0) {
    return findingLines(against);
  }
  const events: RunEvent[] = [];
  const never = new AbortController().signal;
  const variables = Object.entries(inputsOf(folder).variables ?? {});
  await runPipeline(
    {
      plan,
      tasks,
      id: 'run',
      attempt: 1,
      startTime: new Date('2026-11-29T12:00:00Z'),
      predefined: variables.map(([name, value]) => ({ name, value, isSecret: false })),
      given: [],
      groups: new Map(),
      environments: new Map(),
      checkFacts: { branch: '', extends: undefined },
      resources: objectOf([]),
      isFork: false,
      kept: { stages: new Map(), jobs: new Map() },
    },
    {
      steps,
      workspace,
      clock: new VirtualClock({ advance: 'manual' }),
      masker: new SecretMasker(),
      approver: YES,
      locks: { take: () => Promise.resolve({ release: () => {} }) },
      counters: { next: (_, seed) => seed },
      parallel: 2,
      emit: (event) => events.push(event),
      cancel: never,
      kill: never,
    },
  );
  return resultLines(events);
}

/** By stage and job, because jobs side by side end in any order. */
function resultLines(events: readonly RunEvent[]): string {
  const lines = events.flatMap((event) => lineOf(event) ?? []);
  const order = [...new Set(lines.map(({ job }) => job))].toSorted();
  return lines
    .toSorted((one, other) => order.indexOf(one.job) - order.indexOf(other.job))
    .map(({ text }) => text)
    .join('');
}

function lineOf(event: RunEvent): { readonly job: string; readonly text: string } | undefined {
  if (event.kind === 'note') {
    const isMiss = event.text.includes('is empty');
    return isMiss ? { job: `${event.stage}/${event.job ?? ''}/`, text: `${event.text}\n` } : undefined;
  }
  if (event.kind !== 'stage ended' && event.kind !== 'job ended' && event.kind !== 'step ended') {
    return undefined;
  }
  const { stage, job, part, step, result, why } = event;
  const path = [stage, job, part, step].filter((name) => name !== undefined).join('/');
  const reason = why === undefined ? '' : `, ${why}`;
  return { job: `${stage}/${job ?? ''}/${part ?? ''}`, text: `${path}: ${result}${reason}\n` };
}
