import { SecretMasker } from '../../../local/agent/masking';
import { compile } from '../../../local/pipelines/compile';
import { objectOf } from '../../../local/pipelines/expressions/value';
import type { Approver, EnvironmentChecks } from '../../../local/pipelines/run/approvals';
import type { RunEvent } from '../../../local/pipelines/run/events';
import { runPipeline } from '../../../local/pipelines/run/run-pipeline';
import type { Kept, Locks, RunRequest, RunTools } from '../../../local/pipelines/run/run-tools';
import type { JobSetup, Result, StepRunner } from '../../../local/pipelines/run/step-runner';
import type { RunVariable } from '../../../local/pipelines/run/variable-set';
import { taskCatalog } from '../../../local/pipelines/schema/task-catalog';
import { VirtualClock } from '../virtual-clock';
import { PRETEND_WORKSPACE, PretendSteps, type Scripts } from './pretend-steps';

export interface PretendOptions {
  readonly scripts?: Scripts;
  readonly approver?: Approver;
  readonly environments?: Readonly<Record<string, Partial<EnvironmentChecks>>>;
  readonly groups?: Readonly<Record<string, readonly RunVariable[]>>;
  readonly given?: Readonly<Record<string, string>>;
  readonly branch?: string;
  readonly clock?: VirtualClock;
  readonly cancel?: AbortSignal;
  readonly kill?: AbortSignal;
  readonly kept?: Kept;
  readonly locks?: Locks;
  readonly parallel?: number;
  readonly isFork?: boolean;
  readonly counters?: ReadonlyMap<string, number>;
}

export interface PretendRun {
  readonly result: Result;
  readonly events: readonly RunEvent[];
  /** `stage/job/step` in the order in which they were run. */
  readonly ran: readonly string[];
  readonly jobs: readonly JobSetup[];
  /** Results of stages, jobs and parts by path. */
  readonly results: Readonly<Record<string, Result>>;
  readonly notes: readonly string[];
  /** Why something did not run, by path. */
  readonly reasons: Readonly<Record<string, string>>;
}

export const YES: Approver = { decide: () => Promise.resolve({ decision: 'approved', who: 'ana', comment: '' }) };
export const NO: Approver = { decide: () => Promise.resolve({ decision: 'rejected', who: 'ana', comment: 'no' }) };

/** Runs the text of a pipeline on steps that only say what they would do. */
export async function pretendRun(text: string, options: PretendOptions = {}): Promise<PretendRun> {
  const tasks = taskCatalog([]);
  const read = (): { text: string; label: string } => ({ text, label: 'p.yml' });
  const { plan, findings } = compile(
    { file: { repository: 'self', path: 'p.yml' }, sources: { read }, parameters: [], variables: [] },
    tasks,
  );
  if (plan === undefined) {
    throw new Error(findings.map(({ message }) => message).join('\n'));
  }
  const events: RunEvent[] = [];
  const steps = new PretendSteps(options.scripts ?? {});
  const branch = options.branch ?? 'refs/heads/main';
  const request: RunRequest = {
    plan,
    tasks,
    id: 'run-1',
    attempt: 1,
    startTime: new Date('2026-11-29T12:00:00Z'),
    predefined: [plain('Build.SourceBranch', branch)],
    given: Object.entries(options.given ?? {}).map(([name, value]) => plain(name, value)),
    groups: new Map(Object.entries(options.groups ?? {}).map(([name, own]) => [name.toLowerCase(), own])),
    environments: new Map(
      Object.entries(options.environments ?? {}).map(([name, own]) => [
        name.toLowerCase(),
        { hasApproval: false, isExclusive: false, ...own },
      ]),
    ),
    checkFacts: { branch, extends: undefined },
    resources: objectOf([]),
    isFork: options.isFork ?? false,
    kept: options.kept ?? { stages: new Map(), jobs: new Map() },
  };
  const result = await runPipeline(request, toolsOf(options, steps, events));
  return { result, events, ran: steps.ran, jobs: steps.jobs, ...told(events) };
}

function toolsOf(options: PretendOptions, steps: StepRunner, events: RunEvent[]): RunTools {
  const counts = new Map(options.counters ?? []);
  const never = new AbortController().signal;
  return {
    steps,
    workspace: PRETEND_WORKSPACE,
    clock: options.clock ?? new VirtualClock({ advance: 'manual' }),
    masker: new SecretMasker(),
    approver: options.approver ?? NO,
    locks: options.locks ?? { take: () => Promise.resolve({ release: () => {} }) },
    counters: {
      next(prefix, seed) {
        const value = (counts.get(prefix) ?? seed - 1) + 1;
        counts.set(prefix, value);
        return value;
      },
    },
    parallel: options.parallel ?? 4,
    emit: (event) => events.push(event),
    cancel: options.cancel ?? never,
    kill: options.kill ?? never,
  };
}

function told(events: readonly RunEvent[]): Pick<PretendRun, 'results' | 'notes' | 'reasons'> {
  const results: Record<string, Result> = {};
  const reasons: Record<string, string> = {};
  for (const event of events) {
    if (event.kind === 'stage ended' || event.kind === 'job ended' || event.kind === 'step ended') {
      const step = event.kind === 'step ended' ? event.step : undefined;
      const path = [event.stage, event.job, event.part, step].filter((word) => word !== undefined).join('/');
      results[path] = event.result;
      if (event.why !== undefined) {
        reasons[path] = event.why;
      }
    }
  }
  return { results, reasons, notes: events.flatMap((event) => (event.kind === 'note' ? [event.text] : [])) };
}

export function plain(name: string, value: string): RunVariable {
  return { name, value, isSecret: false };
}
