import { mkdirSync } from 'node:fs';
import type { Clock } from '../../../lib/core/clock';
import { systemClock } from '../../../lib/core/node/system-clock';
import type { JobSetup, RunningJob, RunWorkspace, StepRunner } from '../run/step-runner';
import { refusalOf } from './refusal';
import { StepsOfJob } from './steps-of-job';
import { TaskIndex } from './task-index';

export interface StepRunnerOptions {
  readonly clock?: Clock;
}

/** Runs the steps of a run on this machine. */
export function localSteps({ clock = systemClock }: StepRunnerOptions = {}): StepRunner {
  const indexes = new WeakMap<RunWorkspace, TaskIndex>();
  const tasksOf = (workspace: RunWorkspace): TaskIndex => {
    const tasks = indexes.get(workspace) ?? new TaskIndex(workspace);
    indexes.set(workspace, tasks);
    return tasks;
  };
  return {
    refusal: (step, workspace) => refusalOf(step, workspace, tasksOf(workspace)),
    async open(setup: JobSetup): Promise<RunningJob> {
      mkdirSync(setup.folder, { recursive: true });
      const job = new StepsOfJob(setup, { clock, tasks: tasksOf(setup.workspace) });
      await job.prepare();
      return job;
    },
  };
}
