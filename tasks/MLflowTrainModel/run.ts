import type { Workspace } from '../../lib/databricks/workspace';
import { openEvidence } from '../../lib/evidence/run-evidence';
import { championSeen } from '../../lib/places/champion/seen';
import { championsOf, requireUnmoved, warnOfMoves } from '../../lib/places/champion/unmoved';
import type { Registry } from '../../lib/registry/registry';
import { untilReady } from '../../lib/registry/until-ready';
import { singleOutput } from '../../lib/runs/outcome/end-of-run';
import { jobRunIds } from '../../lib/runs/outcome/job-run-ids';
import { logTail } from '../../lib/runs/outcome/report-failure';
import { runToAwait, successfulRun, type RunReport } from '../../lib/runs/run-to-end';
import type { InputsOf, OutputsOf } from '../../lib/task/definition';
import type { TaskHost } from '../../lib/task/host';
import { codeDeployment } from '../../lib/versions/candidate/code-deployment';
import { marksOf } from '../../lib/versions/candidate/marks';
import { modelInEvidence } from '../../lib/versions/candidate/model-in-evidence';
import { publishCandidate } from '../../lib/versions/candidate/publish-candidate';
import { recordTraining, recordTrainingPlan } from '../../lib/versions/candidate/record-versions';
import { stamp } from '../../lib/versions/candidate/stamp';
import { configured } from '../../lib/versions/training/configured';
import { namedVersion } from '../../lib/versions/training/exit-value';
import { findVersion, type Training } from '../../lib/versions/training/find-version';
import { quickMark, requireQuickAllowed } from '../../lib/versions/training/quick';
import type { MLflowTrainModel } from './definition';

type Inputs = InputsOf<typeof MLflowTrainModel>;
type Outputs = OutputsOf<typeof MLflowTrainModel>;
interface Context {
  readonly host: TaskHost<keyof Outputs>;
  readonly workspace: Workspace;
  readonly registry: Registry;
}

export async function trainModel(given: Inputs, context: Context): Promise<Outputs> {
  const { host } = context;
  requireQuickAllowed(given, host);
  const runEvidence = openEvidence(host, { folder: given.evidence, models: [given.modelName] });
  const { inputs, discard } = await configured(given, context);
  const { registry } = context;
  const model = registry.model(inputs.modelName);
  host.setOutputs({ modelName: model.name });
  const { folder } = runEvidence;
  const codePath = inputs.notebookPath ?? inputs.pythonFile;
  const deployment = codeDeployment({ folder, commit: host.facts.commit, codePath });
  const before = await championsOf(model, registry, host.project);

  await recordTrainingPlan(model, folder, context);
  const training = await trained(inputs, context).catch(async (error: unknown) => {
    await warnOfMoves(before, model, context);
    throw error;
  });
  // A failed run keeps its configuration: whoever repairs it on Databricks needs that again.
  await discard();
  const { number, mlflowRunId } = await findVersion(training, context);
  host.setOutputs({ modelVersion: String(number), mlflowRunId: mlflowRunId ?? '' });
  await recordTraining({ modelName: model.name, number, mlflowRunId }, folder, context);
  const { clock, signal } = host;
  const version = await untilReady(model, number, { clock, signal });
  const { run } = training;
  const tags = await stamp(
    { modelName: model.name, version: number, mlflowRunId },
    { ...marksOf(host.facts, run.id), ...quickMark(inputs) },
    registry,
  );
  const after = await championsOf(model, registry, host.project);
  await requireUnmoved({ before, after, trained: number }, model, host);

  const { evidence, gap } = await modelInEvidence(version, mlflowRunId, registry);
  if (gap !== undefined) {
    host.log.warning(`The evidence lacks ${gap}`);
  }
  const champion = championSeen(before, after);
  const known = { deployment, jobRunId: run.id, jobRunUrl: run.pageUrl, champion };
  const { path } = publishCandidate({ model: evidence, tags, ...known }, runEvidence);
  return {
    modelName: model.name,
    modelVersion: String(number),
    mlflowRunId: mlflowRunId ?? '',
    runId: run.id,
    runUrl: run.pageUrl ?? '',
    candidateFile: path,
  };
}

/** Runs the training, and reads what it reports about its version. */
async function trained(inputs: Inputs, { host, workspace, registry }: Context): Promise<Training> {
  const report = ({ runId, runUrl }: Partial<RunReport>): void =>
    host.setOutputs({ ...(runId === undefined ? {} : { runId }), ...(runUrl === undefined ? {} : { runUrl }) });
  const step = { host, workspace, report };
  const { run } = await successfulRun(await runToAwait(inputs, step), inputs, step);
  const output = await singleOutput(run, { workspace, host });
  if (inputs.logOutput === 'tail') {
    logTail('Last output', output?.logs ?? '', host);
  }
  return {
    model: registry.model(inputs.modelName),
    run,
    ids: await jobRunIds(run, workspace),
    named: namedVersion(output?.notebookResult ?? '', registry.kind),
  };
}
