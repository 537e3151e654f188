import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Clock } from '../../../lib/core/clock';
import type { PlannedStep } from '../../../local/pipelines/plan/plan';
import { plannedSteps } from '../../../local/pipelines/plan/planned-steps';
import { entryOf, textAt, valueAt, type Mapping } from '../../../local/pipelines/read/node';
import { readPipelineFile } from '../../../local/pipelines/read/read-file';
import type {
  JobSetup,
  RunnableStep,
  RunningJob,
  RunWorkspace,
  StepOutcome,
} from '../../../local/pipelines/run/step-runner';
import { localSteps, type LocalSteps } from '../../../local/pipelines/steps/runner';
import { GitOrigin } from '../git-origin';

export interface FixtureOptions {
  readonly clock?: Clock;
  readonly job?: Partial<JobSetup>;
  readonly workspace?: Partial<RunWorkspace>;
  readonly step?: Partial<RunnableStep>;
}

export interface FinishedJob {
  readonly outcomes: readonly StepOutcome[];
  readonly prepared: readonly StepOutcome[];
  readonly closed: readonly StepOutcome[];
  readonly folder: string;
}

let madeOnce: GitOrigin | undefined;

/** What every fixture begins with; git takes longer to make it than a copy does. */
function firstCommit(): GitOrigin {
  if (madeOnce === undefined) {
    const origin = new GitOrigin();
    origin.commit('main', { 'train.py': 'print(1)\n', '.gitignore': 'ignored.txt\n' });
    process.once('exit', () => origin.remove());
    madeOnce = origin;
  }
  return madeOnce;
}

/** Runs steps as they are written in a pipeline, in a run of their own, with a repository to check out. */
export class StepsFixture {
  readonly folder = mkdtempSync(join(tmpdir(), 'steps-test-'));
  readonly repository = new GitOrigin(firstCommit());
  readonly lines: string[] = [];
  readonly #runners: LocalSteps[] = [];
  #jobs = 0;

  workspace(given: Partial<RunWorkspace> = {}): RunWorkspace {
    const folder = join(this.folder, 'run');
    mkdirSync(join(folder, 'artifacts'), { recursive: true });
    return {
      folder,
      repositories: new Map([
        [
          'self',
          {
            folder: this.repository.folder,
            commit: this.repository.git('rev-parse', 'main'),
            ref: 'refs/heads/main',
            withChanges: false,
          },
        ],
      ]),
      artifacts: join(folder, 'artifacts'),
      connections: [],
      taskFolders: [],
      stubs: new Map(),
      nodes: { 20: process.execPath },
      ...given,
    };
  }

  setup(steps: readonly RunnableStep[], { job, workspace }: FixtureOptions = {}): JobSetup {
    this.#jobs += 1;
    return {
      folder: join(this.folder, `job-${this.#jobs}`),
      logs: join(this.folder, `logs-${this.#jobs}`),
      plan: { stage: 'Dev', job: 'Train', attempt: 1 },
      variables: {},
      steps,
      workspace: this.workspace(workspace),
      cancel: new AbortController().signal,
      kill: new AbortController().signal,
      onLine: (_step, line) => this.lines.push(line),
      ...job,
    };
  }

  open(steps: readonly RunnableStep[], options: FixtureOptions = {}): Promise<RunningJob> {
    return this.#runner(options).open(this.setup(steps, options));
  }

  #runner({ clock }: FixtureOptions): LocalSteps {
    const runner = localSteps(clock === undefined ? {} : { clock });
    this.#runners.push(runner);
    return runner;
  }

  /** Runs all steps of the text, whatever becomes of them. */
  async run(yaml: string, options: FixtureOptions = {}): Promise<FinishedJob> {
    const steps = runnableSteps(yaml, options.step);
    const setup = this.setup(steps, options);
    const job = await this.#runner(options).open(setup);
    const outcomes: StepOutcome[] = [];
    for (const step of steps) {
      outcomes.push(await job.run(step, setup.cancel));
    }
    const closed = await job.close();
    return { outcomes, prepared: job.prepared, closed, folder: setup.folder };
  }

  /** The whole log of the only step. */
  async log(yaml: string, options: FixtureOptions = {}): Promise<readonly string[]> {
    const { outcomes } = await this.run(yaml, options);
    return logOf(outcomes[0]);
  }

  file(path: string, content: string | Buffer): string {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  /** A task in a folder of its own; the answer is that folder. */
  task(json: Readonly<Record<string, unknown>>, main: string): string {
    const folder = join('tasks', String(json['name']));
    this.file(join(folder, 'main.js'), main);
    const file = this.file(
      join(folder, 'task.json'),
      JSON.stringify({
        id: '0a5f7c80-9c6b-4d2f-8a43-6d1f9b1f2e01',
        version: { Major: 1, Minor: 0, Patch: 0 },
        execution: { Node20_1: { target: 'main.js' } },
        ...json,
      }),
    );
    return dirname(file);
  }

  dispose(): void {
    this.#runners.forEach((runner) => void runner.close());
    this.repository.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function logOf(outcome: StepOutcome | undefined): readonly string[] {
  return readFileSync(outcome?.log.file ?? '', 'utf8')
    .split('\n')
    .slice(0, -1);
}

export function plannedIn(yaml: string): readonly PlannedStep[] {
  const reading = readPipelineFile(`steps:\n${yaml}`, 'steps.yml');
  if ('problems' in reading) {
    throw new Error(JSON.stringify(reading.problems));
  }
  return plannedSteps(valueAt(reading.node, 'steps'), 'other', reading.node.at);
}

export function runnableSteps(yaml: string, given: Partial<RunnableStep> = {}): readonly RunnableStep[] {
  return plannedIn(yaml).map((planned, index) => ({
    planned,
    name: planned.name ?? `step${index + 1}`,
    displayName: planned.title ?? planned.does,
    inputs: textsAt(planned.node, 'inputs'),
    env: textsAt(planned.node, 'env'),
    retries: Number(textAt(planned.node, 'retryCountOnTaskFailure') ?? 0),
    continueOnError: textAt(planned.node, 'continueOnError') === 'true',
    ...given,
  }));
}

function textsAt(node: Mapping, key: string): Readonly<Record<string, string>> {
  const value = entryOf(node, key)?.value;
  return value?.kind === 'mapping'
    ? Object.fromEntries(value.entries.map((entry) => [entry.key, entry.value.kind === 'text' ? entry.value.text : '']))
    : {};
}
