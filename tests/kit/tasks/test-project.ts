import { join } from 'node:path';
import type { StepResult } from '../../../local/agent/job';
import { PythonEnvironment } from '../../../local/workspace/python-environment/python-environment';
import { inPipeline, STAGING, type PipelineOptions, type StepOptions } from './pipeline';
import { checkouts } from './project-files';

export type Files = Readonly<Record<string, string>>;
type Inputs = Readonly<Record<string, string>>;

/** A module with one test of each outcome; the failing line is the seventh. */
export const MIXED = `import pytest

def test_adds():
    assert 1 + 1 == 2

def test_subtracts():
    assert 2 - 1 == 0, "café"

@pytest.mark.skip(reason="not yet")
def test_divides():
    pass
`;

const NOBODY = { host: 'http://127.0.0.1:1', token: 'unused' };
const TASK = { taskFolder: join(STAGING, 'DatabricksRunTests'), name: 'tests' };

export interface OnAgent extends StepOptions {
  readonly pipeline?: Partial<PipelineOptions>;
}

/** Runs the built task over a checkout with these files, on an agent whose Python is that of the notebooks. */
export function useAgentTests(): (files: Files, inputs?: Inputs, options?: OnAgent) => Promise<StepResult> {
  const checkout = checkouts();
  let python = '';
  before(async () => {
    python = await new PythonEnvironment({ say: () => undefined }).ready();
  });
  return (files, inputs = {}, { pipeline = {}, ...options } = {}) => {
    const { variables } = checkout(files);
    const setting = {
      workspace: NOBODY,
      machine: { PATH: `${join(python, '..')}:${process.env['PATH'] ?? ''}` },
      ...pipeline,
      variables: { ...variables, ...pipeline.variables },
    };
    return inPipeline(setting, ({ run }) =>
      run({ connection: '', where: 'agent', testsPath: 'tests', ...inputs }, { ...TASK, ...options }),
    );
  };
}

export function errorOf(step: StepResult): string {
  return step.issues.findLast(({ type }) => type === 'error')?.message ?? '';
}
