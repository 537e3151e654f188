import type { StepResult } from '../../../local/agent/job';
import { inPipeline, type Setting } from '../tasks/pipeline';
import { assertNothingLeft } from './left-behind';
import type { Method } from './methods';
import type { World } from './world';

export interface LoginStep extends Pick<Setting, 'node' | 'speed' | 'endpoint' | 'variables'> {
  readonly method: Pick<Method, 'inputs' | 'endpoint'>;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Another task than the one that runs a notebook. */
  readonly taskFolder?: string;
}

/** Runs a notebook, or another task, through a connection of the world, and looks for secrets in everything that is left behind. */
export function runInWorld(
  world: World,
  { method, inputs = {}, taskFolder, ...setting }: LoginStep,
): Promise<StepResult> {
  const workspace = { host: world.workspaceUrl, token: 'never-used' };
  const { machine } = world;
  const endpoint = { ...method.endpoint(world), ...setting.endpoint };
  const variables = { ...world.variables, ...setting.variables };
  return inPipeline({ ...setting, workspace, machine, endpoint, variables }, async ({ job, run }) => {
    const work = taskFolder === undefined ? { notebookPath: '/Shared/ok' } : {};
    const given = { ...work, ...method.inputs(world), ...inputs };
    const step = await run(given, taskFolder === undefined ? {} : { taskFolder });
    assertNothingLeft(step, world, job.variables.get('Agent.RootDirectory') ?? '');
    return step;
  });
}
