import type { StepResult } from '../../../local/agent/job';
import type { BuildRecord } from '../../../local/azure-devops/build-record';
import type { TimelineRecord } from '../../../local/azure-devops/timeline-record';
import { serving } from '../http/local-server';
import type { PipelineOptions, StepOptions } from '../tasks/pipeline';
import { runPreflight } from '../tasks/preflight-fixture';
import { FaultyFront } from './faulty-front';
import { COMMIT, NOW, REPOSITORY, RunFixture } from './run-fixture';

const PROJECT = "Jan's churn";
/** Nobody answers there. */
const NO_WORKSPACE = { host: 'http://127.0.0.1:9', token: 'never-used' };

type Inputs = Readonly<Record<string, string>>;

export interface SignOffRun {
  readonly inputs?: Inputs;
  readonly options?: StepOptions;
  readonly pipeline?: Partial<PipelineOptions>;
}

/** Azure DevOps with runs of a pipeline `main`, and a front before it that can fail. */
export class SignOffFixture {
  readonly azureDevOps: RunFixture;
  readonly front: FaultyFront;

  constructor(azureDevOps: RunFixture) {
    this.azureDevOps = azureDevOps;
    this.front = new FaultyFront(azureDevOps.collection);
  }

  set builds(builds: readonly BuildRecord[]) {
    this.azureDevOps.earlier = builds;
  }

  /** Runs the built task; without a connection unless the inputs have one. */
  check({ inputs, options, pipeline }: SignOffRun = {}): Promise<StepResult> {
    return serving(this.front.listener, ({ port }) =>
      this.checkAt(`http://127.0.0.1:${port}/local/`, {
        inputs: { connection: '', signOffPipeline: 'main', signOffStage: 'QA', ...inputs },
        ...(options === undefined ? {} : { options }),
        ...(pipeline === undefined ? {} : { pipeline }),
      }),
    );
  }

  checkAt(collection: string, { inputs = {}, options = {}, pipeline = {} }: SignOffRun): Promise<StepResult> {
    const variables = {
      'System.CollectionUri': collection,
      'System.TeamProject': PROJECT,
      'Build.SourceVersion': COMMIT,
      'Build.Repository.ID': REPOSITORY,
      'Build.Repository.Name': 'churn',
      ...pipeline.variables,
    };
    const systemAccessToken = this.azureDevOps.token;
    return runPreflight({ workspace: NO_WORKSPACE, systemAccessToken, ...pipeline, variables }, inputs, options);
  }
}

/** A fresh Azure DevOps for each test. */
export function useSignOffFixture(): () => SignOffFixture {
  let fixture: SignOffFixture | undefined;
  beforeEach(async () => {
    fixture = new SignOffFixture(await RunFixture.open());
  });
  afterEach(() => fixture?.azureDevOps.close());
  return () => {
    if (fixture === undefined) {
      throw new Error('Only a test has a fixture.');
    }
    return fixture;
  };
}

const STAGE: TimelineRecord = {
  id: 'qa',
  parentId: undefined,
  type: 'Stage',
  name: 'Sign-off by QA',
  refName: 'QA',
  identifier: 'QA',
  order: 2,
  attempt: 1,
  state: 'completed',
  result: 'succeeded',
};

/** A stage QA with the changes, and with the approval that it waits for. */
export function qaStage(
  {
    result,
    ...change
  }: Partial<Omit<TimelineRecord, 'result'>> & { readonly result?: TimelineRecord['result'] | 'none' },
  approval?: Pick<TimelineRecord, 'state' | 'result'>,
): readonly TimelineRecord[] {
  const { result: usual, ...open } = STAGE;
  const stage = { ...open, ...change, ...(result === 'none' ? {} : { result: result ?? usual ?? 'succeeded' }) };
  const below = { name: '', refName: '', order: 1, attempt: 1 };
  return approval === undefined
    ? [stage]
    : [
        stage,
        { ...below, ...approval, id: 'c', parentId: stage.id, type: 'Checkpoint' },
        { ...below, ...approval, id: 'a', parentId: 'c', type: 'Checkpoint.Approval' },
      ];
}

/** A run of the pipeline `main` for the commit that is released. */
export function mainRun(id: number, change: Partial<BuildRecord> = {}): BuildRecord {
  return {
    id: String(id),
    number: `20261119.${id}`,
    definition: { id: 9, name: 'main' },
    repository: { id: REPOSITORY, name: 'churn' },
    commit: COMMIT,
    branch: 'refs/heads/main',
    status: 'completed',
    result: 'succeeded',
    startTime: new Date(NOW - 86_400_000).toISOString(),
    tags: [],
    timeline: qaStage({}),
    ...change,
  };
}
