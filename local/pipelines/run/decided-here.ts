import type { PlannedJob } from '../plan/plan';
import { ended, type JobEnd } from './ends';
import type { Where } from './events';
import type { RunTools } from './run-tools';
import { runnableSteps } from './runnable-steps';
import type { Result, RunnableStep } from './step-runner';
import { withValues, type VariableSet } from './variable-set';

const MINUTE_MS = 60_000;

interface ServerJob {
  readonly job: PlannedJob;
  readonly where: Where & { readonly job: string };
  readonly variables: VariableSet;
  readonly cancel: AbortSignal;
}

/** A job without an agent: somebody is asked, or time passes. Nothing else gets here. */
export async function runServerJob({ job, where, variables, cancel }: ServerJob, tools: RunTools): Promise<JobEnd> {
  const steps = runnableSteps(job.runs.flatMap((run) => run.steps));
  for (const step of steps) {
    const place = { ...where, step: step.name };
    const input = (name: string): string => withValues(step.inputs[name] ?? '', variables);
    tools.emit({ kind: 'step started', title: step.displayName, ...place });
    const startMs = tools.clock.now();
    const result = await decided(step, { where: place, input, cancel }, tools);
    const durationMs = tools.clock.now() - startMs;
    tools.emit({ kind: 'step ended', title: step.displayName, result, durationMs, ...place });
    if (result !== 'Succeeded') {
      return ended(job.name, result);
    }
  }
  return ended(job.name, 'Succeeded');
}

interface Question {
  readonly where: Where;
  readonly input: (name: string) => string;
  readonly cancel: AbortSignal;
}

async function decided(step: RunnableStep, { where, input, cancel }: Question, tools: RunTools): Promise<Result> {
  try {
    if (/^delay@/i.test(step.planned.does)) {
      await tools.clock.sleep(Number(input('delayForMinutes')) * MINUTE_MS, cancel);
      return 'Succeeded';
    }
    const instructions = input('instructions');
    const subject = instructions === '' ? step.displayName : instructions;
    const answer = await tools.approver.decide({ stage: where.stage, subject }, cancel);
    tools.emit({ kind: 'approval', subject, ...answer, ...where });
    const resumes = answer.decision === 'timed out' && input('onTimeout').toLowerCase() === 'resume';
    return answer.decision === 'approved' || resumes ? 'Succeeded' : 'Failed';
  } catch (error) {
    if (cancel.aborted) {
      return 'Canceled';
    }
    throw error;
  }
}
