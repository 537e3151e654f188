import { UserError } from '../core/errors';
import { isJsonObject, scalarText, type Json, type JsonObject } from '../core/lossless-json';

/** What the inputs of the task say about the tests themselves. */
export interface TestInputs {
  readonly testsPath: string;
  readonly where: 'databricks' | 'agent';
  readonly runner: 'pytest' | 'unittest';
  readonly markers: string | undefined;
  readonly keywords: string | undefined;
  readonly parameters: JsonObject | readonly Json[] | undefined;
  readonly coverage: string | undefined;
  readonly logOutput: 'none' | 'errors' | 'tail';
}

/**
 * The request to the process that watches the tests, without what differs from run to run. The configuration reaches
 * the tests as a file, whose path is the parameter `mlops_config`, as it does a training.
 */
export function runnerRequest(tests: string, inputs: TestInputs, configuration: JsonObject | undefined): JsonObject {
  const { runner, markers = '', keywords = '', where, logOutput } = inputs;
  return {
    tests,
    runner,
    markers,
    keywords,
    texts: logOutput,
    spark: where === 'databricks',
    coverage: foldersIn(inputs.coverage ?? ''),
    parameters: parametersIn(inputs.parameters),
    configuration: configuration ?? null,
  };
}

/** One to a line. */
function foldersIn(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function parametersIn(parameters: TestInputs['parameters'] = {}): JsonObject {
  if (!isJsonObject(parameters)) {
    throw new UserError('PARAMETERS_REFUSED', {
      what: "Tests get parameters by name, and 'parameters' is a list.",
      fix: "Write 'name: value' lines.",
    });
  }
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, scalarText(value)]));
}
