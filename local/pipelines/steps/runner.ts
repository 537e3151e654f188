import { mkdirSync } from 'node:fs';
import type { Clock } from '../../../lib/core/clock';
import { systemClock } from '../../../lib/core/node/system-clock';
import type { JobSetup, RunningJob, RunWorkspace, StepRunner } from '../run/step-runner';
import { refusalOf } from './refusal';
import { startRunService, type RunService } from './run-service';
import { StepsOfJob } from './steps-of-job';
import { TaskIndex } from './task-index';

export interface StepRunnerOptions {
  readonly clock?: Clock;
}

export interface LocalSteps extends StepRunner {
  /** Ends what runs beside the jobs; the end of this process does too. */
  close(): Promise<void>;
}

/** Runs the steps of runs on this machine. */
export function localSteps({ clock = systemClock }: StepRunnerOptions = {}): LocalSteps {
  const services = new Map<RunWorkspace, Promise<RunService>>();
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
      const { workspace } = setup;
      const starting = services.get(workspace) ?? startRunService(setup, () => clock.now());
      services.set(workspace, starting);
      const job = new StepsOfJob(setup, { clock, tasks: tasksOf(workspace), service: await starting });
      await job.prepare();
      return job;
    },
    async close() {
      const started = await Promise.all(services.values());
      services.clear();
      await Promise.all(started.map(({ server }) => server.close()));
    },
  };
}
