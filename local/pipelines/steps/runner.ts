import { mkdirSync } from 'node:fs';
import type { Clock } from '../../../lib/core/clock';
import { systemClock } from '../../../lib/core/node/system-clock';
import type { RunEvent } from '../run/events';
import type { JobSetup, RunningJob, RunWorkspace, StepRunner } from '../run/step-runner';
import { readBuild, writeBuild } from './build-file';
import { refusalOf } from './refusal';
import { RunReport, type FollowedStage } from './run-report';
import { runRecord, startRunService, type RunService } from './run-service';
import { StepsOfJob } from './steps-of-job';
import { TaskIndex } from './task-index';

export interface StepRunnerOptions {
  readonly clock?: Clock;
}

/** A run that the engine is about to start. */
export interface FollowedRun {
  readonly workspace: RunWorkspace;
  readonly stages: readonly FollowedStage[];
  readonly variables: readonly NamedValue[];
}

interface NamedValue {
  readonly name: string;
  readonly value: string;
}

export interface LocalSteps extends StepRunner {
  /** Hears what the engine says of the run, so that tasks and later runs can ask Azure DevOps for it. */
  follow(run: FollowedRun): { hear(event: RunEvent): void };
  /** Ends what runs beside the jobs; the end of this process does too. */
  close(): Promise<void>;
}

/** Runs the steps of runs on this machine. */
export function localSteps({ clock = systemClock }: StepRunnerOptions = {}): LocalSteps {
  const services = new Map<RunWorkspace, Promise<RunService>>();
  const followed = new WeakMap<RunWorkspace, ReturnType<typeof runRecord>>();
  const indexes = new WeakMap<RunWorkspace, TaskIndex>();
  const now = (): number => clock.now();
  const tasksOf = (workspace: RunWorkspace): TaskIndex => {
    const tasks = indexes.get(workspace) ?? new TaskIndex(workspace);
    indexes.set(workspace, tasks);
    return tasks;
  };
  return {
    refusal: (step, workspace) => refusalOf(step, workspace, tasksOf(workspace)),
    follow({ workspace, stages, variables }) {
      const run = runRecord({ workspace, valueOf: valueIn(variables) }, now);
      readBuild(workspace.folder)?.timeline.forEach((record) => run.timeline.set(record.id, record));
      followed.set(workspace, run);
      return new RunReport({ run, stages, now, keep: () => writeBuild(workspace.folder, run.build) });
    },
    async open(setup: JobSetup): Promise<RunningJob> {
      mkdirSync(setup.folder, { recursive: true });
      const { workspace } = setup;
      const starting = services.get(workspace) ?? startRunService(followed.get(workspace) ?? unfollowed(setup, now));
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

/** A job without an engine around it. */
function unfollowed({ workspace, variables }: JobSetup, now: () => number): ReturnType<typeof runRecord> {
  const values = Object.entries(variables).map(([name, { value }]) => ({ name, value }));
  return runRecord({ workspace, valueOf: valueIn(values) }, now);
}

function valueIn(variables: readonly NamedValue[]): (name: string) => string | undefined {
  return (name) => variables.findLast((known) => known.name.toLowerCase() === name.toLowerCase())?.value;
}
