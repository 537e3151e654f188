import type { Created } from '../../contracts/creation';
import { configuredCreations } from '../../creations/configured-creations';
import { recordCreations } from '../../creations/record-creations';
import type { Workspace } from '../../databricks/workspace';
import type { RegisteredModel } from '../../registry/registered-model';
import type { Registry } from '../../registry/registry';
import type { TaskHost } from '../../task/host';
import { pullRequestOf } from '../../task/pull-request';
import { deployedFolder } from './code-deployment';

interface Context {
  readonly host: TaskHost;
  readonly workspace: Workspace;
  readonly registry: Registry;
}

/** Before anything is registered: for a pull request, that the model gets versions. */
export function recordRegistration(model: RegisteredModel, evidence: string, context: Context): Promise<void> {
  return record([versionsOf(model.name)], evidence, context);
}

/** Before a training starts: what it registers, and what it creates by its configuration. */
export function recordTrainingPlan(model: RegisteredModel, evidence: string, context: Context): Promise<void> {
  return record([versionsOf(model.name), ...configuredCreations(context.host)], evidence, context);
}

export interface TrainedVersion {
  readonly modelName: string;
  readonly number: number;
  readonly mlflowRunId: string | undefined;
}

/** After a training of a pull request: which version it registered, and in which experiment it logged. */
export async function recordTraining(
  { modelName, number, mlflowRunId }: TrainedVersion,
  evidence: string,
  context: Context,
): Promise<void> {
  if (pullRequestOf(context.host.facts) === undefined) {
    return;
  }
  const experiment = mlflowRunId === undefined ? [] : [await experimentOf(mlflowRunId, context.registry)];
  await record([{ ...versionsOf(modelName), version: String(number) }, ...experiment], evidence, context);
}

/** A job on Databricks, as the clean-up is one, does not reach every MLflow server, so what is there is left out. */
async function record(creates: readonly Created[], evidence: string, context: Context): Promise<void> {
  const { host, registry } = context;
  const reached = creates.filter(({ kind }) => registry.kind !== 'mlflow' || kind === 'table');
  if (reached.length > 0) {
    await recordCreations(reached, () => deployedFolder(evidence, host.facts), context);
  }
}

function versionsOf(name: string): Created {
  return { kind: 'versions', name };
}

async function experimentOf(mlflowRunId: string, { runs }: Registry): Promise<Created> {
  const { experimentId } = await runs.run(mlflowRunId);
  return { kind: 'experiment', name: await runs.experimentName(experimentId) };
}
