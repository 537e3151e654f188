import { UserError } from '../core/errors';
import { isJsonList, isJsonObject } from '../core/lossless-json';
import type { ModelVersion } from '../mlflow/version';
import type { RegisteredModel } from '../registry/registered-model';
import { singleOutput } from '../runs/outcome/end-of-run';
import { logTail } from '../runs/outcome/report-failure';
import { runToAwait, successfulRun, type RunStep } from '../runs/run-to-end';
import type { Parameters } from '../runs/start/parameters';
import type { TaskHost } from '../task/host';
import type { BatchRun } from './batch-run';
import { isBuiltIn, runBuiltIn } from './built-in-scorer';
import type { Output } from './questions';
import type { ScoreInputs } from './score-inputs';

export interface Batch {
  readonly model: RegisteredModel;
  readonly version: ModelVersion;
  readonly output: Output;
  /** Name of the column for predictions. */
  readonly prediction: string;
  readonly registryUri: string;
}

/** Runs the project's scoring to its end. It gets the version by number, so it cannot load another one by accident. */
export async function runScorer(inputs: ScoreInputs, batch: Batch, step: RunStep): Promise<BatchRun> {
  const { host } = step;
  const ours = parametersOf(inputs, batch, host);
  if (isBuiltIn(inputs)) {
    const { model, version, prediction } = batch;
    return runBuiltIn({ parameters: ours, files: model.files(version.number), prediction }, inputs, step);
  }
  // A run file or a run that was started earlier has its own parameters.
  const isOurs = inputs.runFile === undefined && inputs.runId === undefined;
  const parameters = isOurs ? withOurs(inputs.parameters, ours) : inputs.parameters;
  const asked = { ...inputs, parameters };
  const { run } = await successfulRun(await runToAwait(asked, step), asked, step);
  const output = await singleOutput(run, step);
  if (inputs.logOutput === 'tail') {
    logTail('Last output', output?.logs ?? '', host);
  }
  return {
    runId: run.id,
    runUrl: run.pageUrl ?? '',
    startedAt: run.startTime,
    said: output?.notebookResult ?? output?.logs ?? '',
  };
}

function parametersOf(
  { inputTable, outputTable, outputPath }: ScoreInputs,
  { model, version, registryUri }: Batch,
  { facts }: TaskHost,
): Readonly<Record<string, string>> {
  const number = String(version.number);
  return {
    model_name: model.name,
    model_version: number,
    model_uri: `models:/${model.name}/${number}`,
    registry_uri: registryUri,
    batch_id: `${facts.planId}-${facts.step}-${facts.attempt}`,
    code_commit: facts.commit,
    ...(inputTable === undefined ? {} : { input_table: inputTable }),
    ...(outputTable === undefined ? {} : { output_table: outputTable }),
    ...(outputPath === undefined ? {} : { output_path: outputPath }),
  };
}

/** Never replaces a parameter of the user: a version that somebody wrote down would win unseen. */
function withOurs(own: Parameters | undefined, ours: Readonly<Record<string, string>>): Parameters {
  if (isJsonList(own)) {
    return [...own, ...Object.entries(ours).map(([name, value]) => `--${name}=${value}`)];
  }
  const taken = isJsonObject(own) ? Object.keys(ours).filter((name) => Object.hasOwn(own, name)) : [];
  if (taken.length > 0) {
    throw new UserError('PARAMETERS_REFUSED', {
      what: `Input 'parameters' sets ${taken.join(', ')}, which the step passes itself.`,
      fix: `Remove ${taken.length === 1 ? 'it' : 'them'}; 'expectedVersion', 'inputTable' and 'outputTable' set their values.`,
    });
  }
  return { ...own, ...ours };
}
