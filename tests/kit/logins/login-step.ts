import type { StepResult } from '../../../local/agent/job';
import { inPipeline, type PipelineOptions } from '../tasks/pipeline';
import { assertNothingLeft } from './left-behind';
import type { LoginFixture } from './login-fixture';
import type { Method } from './methods';

export interface LoginStep extends Pick<PipelineOptions, 'node' | 'speed' | 'endpoint' | 'variables'> {
  readonly method: Pick<Method, 'inputs' | 'endpoint'>;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Another task than the one that runs a notebook. */
  readonly taskFolder?: string;
}

/** Runs a notebook, or another task, through a connection of the fixture, and looks for secrets in everything the task leaves behind. */
export function runWithLogin(
  fixture: LoginFixture,
  { method, inputs = {}, taskFolder, speed = 10, ...pipelineOptions }: LoginStep,
): Promise<StepResult> {
  const workspace = { host: fixture.workspaceUrl, token: 'never-used' };
  const { machine } = fixture;
  const endpoint = { ...method.endpoint(fixture), ...pipelineOptions.endpoint };
  const variables = { ...fixture.variables, ...pipelineOptions.variables };
  return inPipeline({ ...pipelineOptions, workspace, speed, machine, endpoint, variables }, async ({ job, run }) => {
    const work = taskFolder === undefined ? { notebookPath: '/Shared/ok' } : {};
    const given = { ...work, ...method.inputs(fixture), ...inputs };
    const step = await run(given, taskFolder === undefined ? {} : { taskFolder });
    assertNothingLeft(step, fixture, job.variables.get('Agent.RootDirectory') ?? '');
    return step;
  });
}
