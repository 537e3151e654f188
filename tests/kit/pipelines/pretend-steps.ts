import type {
  JobSetup,
  Result,
  RunnableStep,
  RunningJob,
  RunWorkspace,
  StepOutcome,
  StepRunner,
} from '../../../local/pipelines/run/step-runner';

/** What a step does when its turn comes: its script is the key. */
export type Scripts = Readonly<Record<string, ScriptedStep>>;

export interface ScriptedStep {
  readonly result?: Result;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly secretOutputs?: readonly string[];
  /** For later steps of the job. */
  readonly sets?: Readonly<Record<string, string>>;
  /** Goes on until it is canceled. */
  readonly hangs?: true;
  /** Called when it runs, with what it sees of variables. */
  readonly act?: (read: (name: string) => string | undefined) => void;
}

export const PRETEND_WORKSPACE: RunWorkspace = {
  folder: '/run',
  repositories: new Map(),
  artifacts: '/run/artifacts',
  connections: [],
  taskFolders: [],
  stubs: new Map(),
  nodes: {},
};

/** Steps that only say what they would do; a script that sets an output sets it. */
export class PretendSteps implements StepRunner {
  readonly ran: string[] = [];
  readonly jobs: JobSetup[] = [];
  readonly #scripts: Scripts;

  constructor(scripts: Scripts) {
    this.#scripts = scripts;
  }

  refusal(): undefined {
    return undefined;
  }

  open(job: JobSetup): Promise<RunningJob> {
    this.jobs.push(job);
    const values = new Map(Object.entries(job.variables).map(([name, { value }]) => [name.toLowerCase(), value]));
    return Promise.resolve({
      prepared: [],
      variables: { get: (name) => values.get(name.toLowerCase()) },
      run: async (step, cancel) => {
        const script = Object.hasOwn(step.inputs, 'script') ? (step.inputs['script'] ?? '') : step.displayName;
        this.ran.push(`${job.plan.stage}/${job.plan.job}/${script}`);
        const does = this.#scripts[script] ?? { outputs: outputsIn(script) };
        does.act?.((name) => values.get(name.toLowerCase()));
        Object.entries(does.sets ?? {}).forEach(([name, value]) => values.set(name.toLowerCase(), value));
        if (does.hangs === true) {
          await untilAborted(cancel);
          return outcome(step, { result: 'Canceled' });
        }
        return outcome(step, does);
      },
      close: () => Promise.resolve([]),
    });
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
    }
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function outcome({ name, displayName }: RunnableStep, does: ScriptedStep): StepOutcome {
  return {
    name,
    displayName,
    result: does.result ?? 'Succeeded',
    outputs: does.outputs ?? {},
    secretOutputs: does.secretOutputs ?? [],
    issues: [],
    log: { file: '', tail: [] },
    artifacts: [],
    summaries: [],
    durationMs: 0,
    assumptions: [],
  };
}

function outputsIn(script: string): Readonly<Record<string, string>> {
  const found = script.matchAll(/##vso\[task\.setvariable variable=(\w+);isOutput=true\]([^\n]*)"/g);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value.replaceAll('\\"', '"')]));
}
