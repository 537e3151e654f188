import type { Created } from '../contracts/creation';
import { recordCreations } from '../creations/record-creations';
import type { Workspace } from '../databricks/workspace';
import type { RunEvidence } from '../evidence/run-evidence';
import type { Registry } from '../registry/registry';
import type { RunStep } from '../runs/run-to-end';
import { REGISTRY_URI } from '../shipped-notebooks/registry-uri';
import type { TaskHost } from '../task/host';
import { deployedFolder } from '../versions/candidate/code-deployment';
import { modelInEvidence } from '../versions/candidate/model-in-evidence';
import { checksIn } from './batch-checks';
import { expectedVersion, versionAfter } from './expected-version';
import { outputOf } from './output';
import { predecessorOf } from './predecessor-of';
import { prove } from './prove';
import { concludeProof } from './record-proof';
import { runScorer } from './run-scorer';
import type { ScoreInputs } from './score-inputs';

export interface ScoreOutputs {
  readonly scoredVersion: string;
  readonly scoredRows: string;
  readonly proofFile: string;
  readonly runId: string;
  readonly runUrl: string;
}

interface Clients {
  readonly host: TaskHost<keyof ScoreOutputs>;
  readonly workspace: Workspace;
  readonly registry: Registry;
}

/** Has one version score a batch, and proves from what was written which version scored how many rows. */
export async function scoreBatch(inputs: ScoreInputs, clients: Clients, evidence: RunEvidence): Promise<ScoreOutputs> {
  const { host, workspace, registry } = clients;
  const output = outputOf(inputs);
  const model = registry.model(inputs.modelName);
  const expected = await expectedVersion(inputs.expectedVersion, model, registry);
  const { version, place } = expected;
  const predecessor = predecessorOf(version, registry, evidence.folder);
  const holds = place === undefined ? '' : `, which is ${place.text} now`;
  host.log.info(`Version ${version.number} of ${model.name} is to score${holds}.`);

  const report: RunStep['report'] = ({ runId, runUrl }) =>
    host.setOutputs({ ...(runId === undefined ? {} : { runId }), ...(runUrl === undefined ? {} : { runUrl }) });
  const checks = checksIn(inputs.checks);
  const { prediction } = checks.columns;
  const registryUri = registry.kind === 'mlflow' ? registry.address : REGISTRY_URI[registry.kind];
  const scoring = { model, version, output, prediction, registryUri };
  await recordCreations([createdBy(inputs)], () => deployedFolder(evidence.folder, host.facts), { host, workspace });
  const batch = await runScorer(inputs, scoring, { host, workspace, report });
  const after = await versionAfter(expected, model);
  const proven = await prove({ batch, expected: after, output, checks }, inputs, {
    host,
    workspace,
    report: () => undefined,
  });

  const { evidence: record } = await modelInEvidence(version, version.runId, registry);
  const proof = { proven, model: record, predecessor };
  return { ...concludeProof(proof, evidence, host), runId: batch.runId, runUrl: batch.runUrl };
}

/** `outputOf` has required one of the two. */
function createdBy({ outputTable, outputPath = '' }: ScoreInputs): Created {
  return outputTable === undefined ? { kind: 'path', name: outputPath } : { kind: 'table', name: outputTable };
}
